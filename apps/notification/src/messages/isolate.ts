/** Keeps a code in Latin letters from being torn apart inside right-to-left text (UAX #9: isolates). */
export function isolate(code: string): string {
  return `\u2066${code}\u2069`;
}

/** The same for a name, in whichever direction it is written. */
export function isolateName(name: string): string {
  return `\u2068${name}\u2069`;
}
