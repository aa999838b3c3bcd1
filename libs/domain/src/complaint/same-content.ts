/**
 * Whether a command says what an event already said. A text of the event that was erased equals no words: what it said is no longer
 * known, so a command that may repeat it is taken as new.
 */
export function sameContent(said: unknown, recorded: unknown): boolean {
  if (typeof said !== 'object' || typeof recorded !== 'object' || said === null || recorded === null)
    return said === recorded;
  const left = Object.entries(said);
  const right = new Map(Object.entries(recorded));
  return (
    left.length === right.size && left.every(([name, value]) => right.has(name) && sameContent(value, right.get(name)))
  );
}
