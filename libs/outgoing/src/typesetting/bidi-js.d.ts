/** The part of bidi-js in use: the Unicode Bidirectional Algorithm (UAX #9). Indices count UTF-16 code units. */
declare module 'bidi-js' {
  export interface EmbeddingLevels {
    readonly levels: Uint8Array;
    readonly paragraphs: readonly { readonly start: number; readonly end: number; readonly level: number }[];
  }

  export interface Bidi {
    getEmbeddingLevels(text: string, direction?: 'ltr' | 'rtl' | 'auto'): EmbeddingLevels;
    /** Returns the ranges to reverse, one after the other, for the visual order of `start` to `end`; all ends are inclusive. */
    getReorderSegments(text: string, levels: EmbeddingLevels, start: number, end: number): readonly [number, number][];
    /** Returns the mirrored character for right-to-left text, or null. */
    getMirroredCharacter(character: string): string | null;
  }

  // eslint-disable-next-line no-restricted-exports -- the library has a default export.
  export default function bidiFactory(): Bidi;
}
