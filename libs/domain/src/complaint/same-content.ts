/**
 * Whether two contents of events or commands say the same. An erased text is the same as nothing, itself included: what it said is
 * no longer known, so a command that may repeat it is taken as new.
 */
export function sameContent(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (isErased(a) || isErased(b)) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size && left.every(([name, value]) => right.has(name) && sameContent(value, right.get(name)))
  );
}

function isErased(value: object): boolean {
  return 'erased' in value && value.erased === true;
}
