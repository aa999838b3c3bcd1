/** Names typed into one line: separated by commas of either script, without the empty ones. */
export function namesIn(typed: string): readonly string[] {
  return typed
    .split(/[,،]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
