/** About how many characters a value has as JSON. The client parses events before it hands them over, so their length is not known. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 4;
  if (value instanceof Uint8Array) return value.length;
  let weight = 2;
  for (const [key, part] of Object.entries(value)) weight += key.length + 4 + weightOf(part);
  return weight;
}
