/** The part of bidi-js in use: the Unicode Bidirectional Algorithm (UAX #9). Indices count UTF-16 code units. */
declare module 'bidi-js' {
  export interface EmbeddingLevels {
    readonly levels: Uint8Array;
    readonly paragraphs: readonly { readonly start: number; readonly end: number; readonly level: number }[];
  }

  export interface Bidi {
    getEmbeddingLevels(text: string, direction?: 'ltr' | 'rtl' | 'auto'): EmbeddingLevels;
    /** Returns the indices from `start` to `end`, both inclusive, in visual order from left to right. */
    getReorderedIndices(text: string, levels: EmbeddingLevels, start?: number, end?: number): number[];
    /** Returns the mirrored character for right-to-left text, or null. */
    getMirroredCharacter(character: string): string | null;
  }

  // eslint-disable-next-line no-restricted-exports -- the library has a default export.
  export default function bidiFactory(): Bidi;
}
