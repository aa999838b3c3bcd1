import type { Json, JsonObject } from '../event.js';

type Container = { readonly [key: string]: Json } | readonly Json[];

/** The value at a JSON pointer (RFC 6901), or undefined. */
export function valueAt(root: JsonObject, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const token of tokensOf(pointer)) {
    if (!isContainer(value) || !Object.hasOwn(value, token)) return undefined;
    value = (value as JsonObject)[token];
  }
  return value;
}

/** A copy with the value at the pointer set. Throws a `RangeError` unless the parent exists. */
export function withValueAt(root: JsonObject, pointer: string, value: Json): JsonObject {
  return changed(root, tokensOf(pointer), pointer, (parent, last) => ({ ...parent, [last]: value }));
}

/** A copy without the member at the pointer, which must be a member of an object: removing an array item would shift the others. */
export function withoutValueAt(root: JsonObject, pointer: string): JsonObject {
  return changed(root, tokensOf(pointer), pointer, (parent, last) => {
    const { [last]: _taken, ...rest } = parent;
    return rest;
  });
}

/** Copies only the objects on the path; everything else is shared with the original. */
function changed(
  root: JsonObject,
  tokens: readonly string[],
  pointer: string,
  change: (parent: JsonObject, last: string) => JsonObject,
): JsonObject {
  const descend = (container: Json | undefined, depth: number): Container => {
    const token = tokens[depth];
    if (token === undefined || !isContainer(container)) throw new RangeError(`There is no place ${pointer}.`);
    const isLast = depth === tokens.length - 1;
    if (isJsonArray(container)) {
      const index = Number(token);
      if (isLast || !(index in container)) throw new RangeError(`There is no place ${pointer}.`);
      return container.with(index, descend(container[index], depth + 1));
    }
    const object = container;
    return isLast ? change(object, token) : { ...object, [token]: descend(object[token], depth + 1) };
  };
  return descend(root, 0) as JsonObject;
}

function tokensOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => (token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token));
}

/** `Array.isArray` for JSON: preserves the type of the items. */
export function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isContainer(value: Json | undefined): value is Container {
  return typeof value === 'object' && value !== null;
}
