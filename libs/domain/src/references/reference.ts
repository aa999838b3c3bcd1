import { checkSymbolOf, isConsistent } from './check-symbol.js';
import { inGroups, readSymbols } from './symbols.js';

const RANDOM_SYMBOLS = 11;
const REFERENCE_SYMBOLS = RANDOM_SYMBOLS + 1;
const GROUP_SIZE = 4;

/** `malformed`: it cannot be a reference. `wrong-check-symbol`: it is one with a slip in it; no complaint need be looked for. */
export type ParsedReference =
  | { readonly ok: true; readonly reference: string }
  | { readonly ok: false; readonly reason: 'malformed' | 'wrong-check-symbol' };

/**
 * The reference of a complaint from eleven random symbols: with its check symbol, in its stored form of twelve symbols without hyphens.
 * Throws a `RangeError` for anything but eleven symbols.
 */
export function referenceFromSymbols(symbols: string): string {
  if (readSymbols(symbols, RANDOM_SYMBOLS) !== symbols) {
    throw new RangeError(`A reference is made of ${RANDOM_SYMBOLS} base32 symbols.`);
  }
  return symbols + checkSymbolOf(symbols);
}

/** `0123456789AB` -> `0123-4567-89AB`: as people are shown a reference. */
export function formatReference(reference: string): string {
  return inGroups(reference, GROUP_SIZE);
}

/** Reads a reference as people write and say it; see {@link readSymbols} for what is forgiven. */
export function parseReference(text: string): ParsedReference {
  const reference = readSymbols(text, REFERENCE_SYMBOLS);
  if (reference === undefined) return { ok: false, reason: 'malformed' };
  return isConsistent(reference) ? { ok: true, reference } : { ok: false, reason: 'wrong-check-symbol' };
}
