/** The 32 symbols of Crockford's base32, each standing for its index: digits and capitals without I, L, O and U. */
export const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The longest text that is looked at: no more than a code with separators ever needs. */
const TEXT_LENGTH_MAX = 64;

/** Hyphens, dashes, spaces, and the invisible marks that come along when a code is copied out of Persian text. */
const IGNORED = /[\s\u00AD\u061C\u200B-\u200F\u2010-\u2015\u2212\u202A-\u202E\u2066-\u2069\uFEFF-]/u;

const meanings = new Map<string, string>([
  ...[...SYMBOLS].flatMap((symbol) => [[symbol, symbol] as const, [symbol.toLowerCase(), symbol] as const]),
  ...[...'Oo'].map((look) => [look, '0'] as const),
  ...[...'IiLl'].map((look) => [look, '1'] as const),
  ...['۰۱۲۳۴۵۶۷۸۹', '٠١٢٣٤٥٦٧٨٩'].flatMap((digits) =>
    [...digits].map((digit, value) => [digit, String(value)] as const),
  ),
]);

/**
 * Reads symbols as people type them: in any case, with hyphens and spaces anywhere, `O` for 0, `I` and `L` for 1, and Persian or Arabic
 * digits. Undefined when there is anything else in the text.
 */
export function readSymbols(text: string): string | undefined {
  if (text.length > TEXT_LENGTH_MAX) return undefined;
  let symbols = '';
  for (const character of text) {
    if (IGNORED.test(character)) continue;
    const symbol = meanings.get(character);
    if (symbol === undefined) return undefined;
    symbols += symbol;
  }
  return symbols;
}

/** The first `count` symbols of bytes, five bits each, most significant first. Throws a `RangeError` when there are too few bytes. */
export function symbolsFromBytes(bytes: Uint8Array, count: number): string {
  if (bytes.length * 8 < count * 5) throw new RangeError(`${count} symbols need ${Math.ceil((count * 5) / 8)} bytes.`);
  return Array.from({ length: count }, (_, index) => SYMBOLS.charAt(fiveBitsAt(bytes, index * 5))).join('');
}

function fiveBitsAt(bytes: Uint8Array, bit: number): number {
  const first = Math.floor(bit / 8);
  const sixteen = ((bytes[first] ?? 0) << 8) | (bytes[first + 1] ?? 0);
  return (sixteen >> (11 - (bit % 8))) & 31;
}

/** Symbols in groups of `size` with hyphens between. */
export function inGroups(symbols: string, size: number): string {
  return Array.from({ length: Math.ceil(symbols.length / size) }, (_, group) =>
    symbols.slice(group * size, (group + 1) * size),
  ).join('-');
}
