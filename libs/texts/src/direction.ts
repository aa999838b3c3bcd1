/** Keeps a code or an address in Latin letters from being torn apart inside right-to-left text (UAX #9: isolates). */
export function isolate(code: string): string {
  return `\u2066${code}\u2069`;
}
