import type { Reference } from '@redress/contracts';

/** The formats of references: `7K3M-9QXD-41PD`, or the 14 digits that public bodies in Iran give. A policy chooses one. */
export const referenceFormats = ['crockford', 'ir-14-digits'] as const;
export type ReferenceFormat = (typeof referenceFormats)[number];

/** The 32 symbols of Crockford's base32, each standing for its index: digits and capitals without I, L, O and U. */
export const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const RANDOM_SYMBOLS = 11;
const REFERENCE_SYMBOLS = RANDOM_SYMBOLS + 1;
/** The first digit is never 0, which spreadsheets drop. */
const RANDOM_DIGITS = 13;
const REFERENCE_DIGITS = RANDOM_DIGITS + 1;
/** Eighty bits give thirteen digits almost uniformly: 2^80 is many times 10^13. */
const DIGIT_BYTES = 10;
const GROUP_SIZE = 4;

/** `malformed`: not a reference. `wrong-check-symbol`: a reference with a typing error; no look-up is needed. */
export type ParsedReference =
  | { readonly ok: true; readonly reference: Reference }
  | { readonly ok: false; readonly reason: 'malformed' | 'wrong-check-symbol' };

/** Derives a reference from random bytes, in its stored form without hyphens. Throws a `RangeError` for fewer than 10 bytes. */
export function referenceFromBytes(format: ReferenceFormat, bytes: Uint8Array): Reference {
  if (bytes.length < DIGIT_BYTES) throw new RangeError(`A reference needs ${DIGIT_BYTES} bytes.`);
  switch (format) {
    case 'crockford':
      return referenceFromSymbols(symbolsFromBytes(bytes, RANDOM_SYMBOLS));
    case 'ir-14-digits':
      return referenceFromDigits(digitsFromBytes(bytes.subarray(0, DIGIT_BYTES)));
  }
}

/**
 * Derives a reference from eleven random symbols: twelve symbols with the check symbol, in stored form without hyphens.
 * Throws a `RangeError` for anything but eleven symbols.
 */
export function referenceFromSymbols(symbols: string): Reference {
  if (readSymbols(symbols) !== symbols || symbols.length !== RANDOM_SYMBOLS) {
    throw new RangeError(`A reference is made of ${RANDOM_SYMBOLS} base32 symbols.`);
  }
  return stored(symbols + checkSymbolOf(symbols));
}

/** Thirteen digits and their check digit. Throws a `RangeError` for anything but thirteen digits, the first not 0. */
export function referenceFromDigits(digits: string): Reference {
  if (!/^[1-9]\d{12}$/.test(digits)) throw new RangeError(`A reference is made of ${RANDOM_DIGITS} digits.`);
  return stored(digits + checkDigitOf(digits));
}

/** `0123456789AB` -> `0123-4567-89AB`, `12345678901234` -> `1234-5678-9012-34`: the form shown to people. */
export function formatReference(reference: Reference): string {
  return inGroups(reference, GROUP_SIZE);
}

/** Parses a reference of either format as people write it; see {@link readSymbols} for the tolerated variants. */
export function parseReference(text: string): ParsedReference {
  const reference = readSymbols(text);
  if (reference?.length === REFERENCE_SYMBOLS) return checked(reference, isConsistent(reference));
  if (reference?.length === REFERENCE_DIGITS && /^\d+$/.test(reference)) {
    return checked(reference, endsInCheckDigit(reference));
  }
  return { ok: false, reason: 'malformed' };
}

function checked(text: string, isRight: boolean): ParsedReference {
  return isRight ? { ok: true, reference: stored(text) } : { ok: false, reason: 'wrong-check-symbol' };
}

/** The stored form: 12 symbols, or 14 digits of which the first is not 0. */
const STORED = new RegExp(`^(?:[${SYMBOLS}]{${REFERENCE_SYMBOLS}}|[1-9]\\d{${REFERENCE_DIGITS - 1}})$`);

/** Whether a text has the stored form. Does not read the check symbol: {@link parseReference} does, of what people type. */
export function isReference(text: string): text is Reference {
  return STORED.test(text);
}

/** A text that stands where only references in their stored form do, such as in the name of a stream. Throws a `RangeError` for any other. */
export function toReference(text: string): Reference {
  if (!isReference(text)) throw new RangeError('The text is no reference in its stored form.');
  return text;
}

/** A text that was made as a reference, or parsed as one. */
function stored(text: string): Reference {
  return text as Reference;
}

function digitsFromBytes(bytes: Uint8Array): string {
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const smallest = 10n ** BigInt(RANDOM_DIGITS - 1);
  return String(smallest + (number % (9n * smallest)));
}

/** Fifty bits: with limited attempts, enough never to be guessed. */
const TRACKING_CODE_SYMBOLS = 10;
const TRACKING_GROUP_SIZE = 5;

/** Derives the tracking code from at least 7 secret bytes, for example an HMAC of the reference: ten symbols without hyphen. */
export function trackingCodeFromBytes(bytes: Uint8Array): string {
  return symbolsFromBytes(bytes, TRACKING_CODE_SYMBOLS);
}

/** `0123456789` -> `01234-56789`: the form shown to complainants. */
export function formatTrackingCode(code: string): string {
  return inGroups(code, TRACKING_GROUP_SIZE);
}

/**
 * Parses a tracking code as people type it, or returns undefined. It has no check symbol, which would help guessing. Compare it with the
 * true one in constant time.
 */
export function parseTrackingCode(text: string): string | undefined {
  const symbols = readSymbols(text);
  return symbols?.length === TRACKING_CODE_SYMBOLS ? symbols : undefined;
}

/** The longest text parsed: enough for a code with separators. */
const TEXT_LENGTH_MAX = 64;

/** Hyphens, dashes, spaces, and the invisible marks in codes copied from Persian text. */
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
 * Parses symbols as people type them: in any case, with hyphens and spaces anywhere, `O` for 0, `I` and `L` for 1, and Persian or Arabic
 * digits. Undefined if the text contains anything else.
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
function inGroups(symbols: string, size: number): string {
  return Array.from({ length: Math.ceil(symbols.length / size) }, (_, group) =>
    symbols.slice(group * size, (group + 1) * size),
  ).join('-');
}

/**
 * The check symbol, over GF(32).
 *
 * Each symbol is an element of the field with 32 elements: five bits as a polynomial over GF(2) modulo x^5 + x^2 + 1, so that adding is
 * exclusive or. That polynomial is primitive: x has order 31, and the powers x^0 ... x^11 are twelve distinct, non-zero elements. They
 * are the weights of the twelve places, the last place, the check symbol's, having x^0 = 1. A reference is valid when its weighted sum is 0.
 *
 * One wrong symbol: the sum changes by w·(a + b), with w the place's weight, a the right and b the wrong symbol. Neither factor is 0, and a
 * field has no divisors of zero, so the sum is no longer 0.
 * Two swapped symbols, neighbours or not: the sum changes by (v + w)·(a + b). v and w are distinct, so v + w is not 0; the sum stays 0 only
 * when a = b, when nothing was changed.
 *
 * So both are always caught, with a symbol of the same alphabet; a random error of another kind passes once in 32 times.
 */
export function checkSymbolOf(symbols: string): string {
  return SYMBOLS.charAt(timesX(weightedSum(symbols)));
}

/** Tells whether symbols match their check symbol at the end. */
function isConsistent(symbols: string): boolean {
  return weightedSum(symbols) === 0;
}

/** By Horner's scheme: the last symbol has weight x^0, the one before it x^1, and so on. */
function weightedSum(symbols: string): number {
  let sum = 0;
  for (const symbol of symbols) sum = timesX(sum) ^ SYMBOLS.indexOf(symbol);
  return sum;
}

/** Multiplies by x; what rises to x^5 is replaced by x^2 + 1. */
function timesX(element: number): number {
  return element & 0b10000 ? ((element << 1) & 0b11111) ^ 0b00101 : element << 1;
}

/**
 * The check digit of a decimal number, by ISO/IEC 7064:2003, system MOD 11,10 (the hybrid system with one digit as its check, known from
 * VAT numbers). It catches every single wrong digit and nearly every swap of two neighbours.
 */
export function checkDigitOf(digits: string): string {
  return String((11 - product(digits)) % 10);
}

/** Tells whether digits match their check digit at the end. */
export function endsInCheckDigit(digits: string): boolean {
  return checkDigitOf(digits.slice(0, -1)) === digits.slice(-1);
}

/** The standard's recursion: add the digit modulo 10, with 10 in the place of 0; double modulo 11. Never 0, so every digit matters. */
function product(digits: string): number {
  let carried = 10;
  for (const digit of digits) carried = (((carried + Number(digit)) % 10 || 10) * 2) % 11;
  return carried;
}
