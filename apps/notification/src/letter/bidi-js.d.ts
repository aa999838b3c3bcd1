/** The part of bidi-js that is used here: the Unicode Bidirectional Algorithm (UAX #9). Indices count UTF-16 code units. */
declare module 'bidi-js' {
  export interface EmbeddingLevels {
    readonly levels: Uint8Array;
    readonly paragraphs: readonly { readonly start: number; readonly end: number; readonly level: number }[];
  }

  export interface Bidi {
    getEmbeddingLevels(text: string, direction?: 'ltr' | 'rtl' | 'auto'): EmbeddingLevels;
    /** The indices from `start` to `end`, both included, in the order in which they are seen from left to right. */
    getReorderedIndices(text: string, levels: EmbeddingLevels, start?: number, end?: number): number[];
    /** The counterpart of a character that is turned around in text from right to left, null when it has none. */
    getMirroredCharacter(character: string): string | null;
  }

  // eslint-disable-next-line no-restricted-exports -- this is how the library gives itself away.
  export default function bidiFactory(): Bidi;
}
