/** What differs between two values of JSON, by pointer: `/retentionYears: 6 -> 7`; a value that is on one side only faces a dash. */
export function differences(before: unknown, after: unknown, pointer = ''): readonly string[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(before[name], after[name], `${pointer}/${name}`));
  }
  const [left, right] = [JSON.stringify(before), JSON.stringify(after)] as readonly (string | undefined)[];
  return left === right ? [] : [`${pointer}: ${left ?? '-'} -> ${right ?? '-'}`];
}

/** Lists are compared item by item, by their places. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
