import { inflateSync } from 'node:zlib';

/** One glyph of a document: its index in the font, and the text it stands for. */
export interface Glyph {
  readonly glyph: string;
  readonly letter: string;
}

/** Adjacent glyphs, from left to right, at a position in points from the lower left corner. */
export interface Print {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly glyphs: readonly Glyph[];
}

/** Returns the glyphs of an uncompressed document, in writing order. Only reads documents that pdfkit writes. */
export function printsOf(document: Uint8Array): readonly Print[] {
  const source = Buffer.from(document).toString('latin1');
  const letters = lettersByFont(source);
  return pagesOf(source).flatMap((content, page) =>
    [...content.matchAll(/1 0 0 1 ([\d.]+) ([\d.]+) Tm\s+\/(F\d+) [\d.]+ Tf[\s\S]*?\[(.*?)\] TJ/g)].map(
      ([, x, y, font = '', shown = '']) => ({
        page,
        x: Number(x),
        y: Number(y),
        glyphs: glyphsIn(shown).map((glyph) => ({
          glyph: `${font}:${glyph}`,
          letter: letters.get(font)?.[parseInt(glyph, 16)] ?? '?',
        })),
      }),
    ),
  );
}

/** What a document says, compressed or not, in writing order. Only reads documents that pdfkit writes. */
export function wordsOfPdf(document: Uint8Array): readonly string[] {
  const unpacked = Buffer.from(document)
    .toString('latin1')
    .replaceAll(/stream\n([\s\S]*?)\nendstream/g, (whole, content: string) => {
      const bytes = Buffer.from(content, 'latin1');
      // The first byte of every zlib stream (RFC 1950) as pdfkit makes them.
      return bytes[0] === 0x78 ? `stream\n${inflateSync(bytes).toString('latin1')}\nendstream` : whole;
    });
  return printsOf(Buffer.from(unpacked, 'latin1')).map(({ glyphs }) => glyphs.map(({ letter }) => letter).join(''));
}

function pagesOf(source: string): readonly string[] {
  return [...source.matchAll(/stream\n([\s\S]*?)\nendstream/g)]
    .map(([, content = '']) => content)
    .filter((content) => content.includes(' Tm'));
}

function glyphsIn(shown: string): readonly string[] {
  return [...shown.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, codes = '']) => codes.match(/.{4}/g) ?? []);
}

/** Maps each font's glyphs to text, by its Unicode map. */
function lettersByFont(source: string): ReadonlyMap<string, readonly string[]> {
  const objects = new Map(
    [...source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  );
  return new Map(
    [...source.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, font = '', id = '']) => {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? '';
      const entries = [...(objects.get(unicode) ?? '').matchAll(/> \[(.*?)\]/g)].flatMap(([, list = '']) => [
        ...list.matchAll(/<([0-9a-f ]*)>/g),
      ]);
      return [font, entries.map(([, codes = '']) => textOf(codes))];
    }),
  );
}

function textOf(codes: string): string {
  const units = codes.replaceAll(' ', '').match(/.{4}/g) ?? [];
  return String.fromCharCode(...units.map((unit) => parseInt(unit, 16)));
}
