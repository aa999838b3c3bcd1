import { checkDigitOf, endsInCheckDigit } from './check-digit.js';
import { checkSymbolOf, isConsistent } from './check-symbol.js';
import { inGroups, readSymbols, symbolsFromBytes } from './symbols.js';

/** How references look: `7K3M-9QXD-41PD`, or the 14 digits that public bodies in Iran give. A policy says which. */
export const referenceFormats = ['crockford', 'ir-14-digits'] as const;
export type ReferenceFormat = (typeof referenceFormats)[number];

const RANDOM_SYMBOLS = 11;
const REFERENCE_SYMBOLS = RANDOM_SYMBOLS + 1;
/** The first is never 0, which spreadsheets drop. */
const RANDOM_DIGITS = 13;
const REFERENCE_DIGITS = RANDOM_DIGITS + 1;
/** Eighty bits more or less evenly make thirteen digits: 2^80 is many times 10^13. */
const DIGIT_BYTES = 10;
const GROUP_SIZE = 4;

/** `malformed`: it cannot be a reference. `wrong-check-symbol`: it is one with a slip in it; no complaint need be looked for. */
export type ParsedReference =
  | { readonly ok: true; readonly reference: string }
  | { readonly ok: false; readonly reason: 'malformed' | 'wrong-check-symbol' };

/** The reference in random bytes, in its stored form without hyphens. Throws a `RangeError` for fewer than 10 bytes. */
export function referenceFromBytes(format: ReferenceFormat, bytes: Uint8Array): string {
  if (bytes.length < DIGIT_BYTES) throw new RangeError(`A reference needs ${DIGIT_BYTES} bytes.`);
  switch (format) {
    case 'crockford':
      return referenceFromSymbols(symbolsFromBytes(bytes, RANDOM_SYMBOLS));
    case 'ir-14-digits':
      return referenceFromDigits(digitsFromBytes(bytes.subarray(0, DIGIT_BYTES)));
  }
}

/**
 * The reference of a complaint from eleven random symbols: with its check symbol, in its stored form of twelve symbols without hyphens.
 * Throws a `RangeError` for anything but eleven symbols.
 */
export function referenceFromSymbols(symbols: string): string {
  if (readSymbols(symbols) !== symbols || symbols.length !== RANDOM_SYMBOLS) {
    throw new RangeError(`A reference is made of ${RANDOM_SYMBOLS} base32 symbols.`);
  }
  return symbols + checkSymbolOf(symbols);
}

/** Thirteen digits and their check digit. Throws a `RangeError` for anything but thirteen digits, the first not 0. */
export function referenceFromDigits(digits: string): string {
  if (!/^[1-9]\d{12}$/.test(digits)) throw new RangeError(`A reference is made of ${RANDOM_DIGITS} digits.`);
  return digits + checkDigitOf(digits);
}

/** `0123456789AB` -> `0123-4567-89AB`, `12345678901234` -> `1234-5678-9012-34`: as people are shown a reference. */
export function formatReference(reference: string): string {
  return inGroups(reference, GROUP_SIZE);
}

/** Reads a reference of either format as people write and say it; see {@link readSymbols} for what is forgiven. */
export function parseReference(text: string): ParsedReference {
  const reference = readSymbols(text);
  if (reference?.length === REFERENCE_SYMBOLS) return checked(reference, isConsistent(reference));
  if (reference?.length === REFERENCE_DIGITS && /^\d+$/.test(reference)) {
    return checked(reference, endsInCheckDigit(reference));
  }
  return { ok: false, reason: 'malformed' };
}

function checked(reference: string, isRight: boolean): ParsedReference {
  return isRight ? { ok: true, reference } : { ok: false, reason: 'wrong-check-symbol' };
}

function digitsFromBytes(bytes: Uint8Array): string {
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const smallest = 10n ** BigInt(RANDOM_DIGITS - 1);
  return String(smallest + (number % (9n * smallest)));
}
