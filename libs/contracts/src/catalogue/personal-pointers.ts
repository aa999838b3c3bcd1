import { EVERY_ITEM, type FieldPath } from '../definition/index.js';

/** JSON pointers of the personal values that this very data holds, in the order of the paths, items in the order of the array. */
export function personalPointersIn(data: unknown, paths: readonly FieldPath[]): readonly string[] {
  const found: string[] = [];
  for (const path of paths) collect(data, path, 0, '', found);
  return found;
}

/** A field name needs no escaping in a pointer: definitions name fields by letters alone. */
function collect(value: unknown, path: FieldPath, depth: number, pointer: string, found: string[]): void {
  // JSON has no `undefined`: such a field is absent.
  if (value === undefined) return;
  const step = path[depth];
  if (step === undefined) {
    found.push(pointer);
  } else if (step === EVERY_ITEM) {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index += 1) {
      collect(value[index], path, depth + 1, `${pointer}/${index}`, found);
    }
  } else if (typeof value === 'object' && value !== null && Object.hasOwn(value, step)) {
    collect((value as Record<string, unknown>)[step], path, depth + 1, `${pointer}/${step}`, found);
  }
}
