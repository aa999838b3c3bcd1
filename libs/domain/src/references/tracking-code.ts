import { inGroups, readSymbols, symbolsFromBytes } from './symbols.js';

/** Fifty bits: with attempts limited, enough never to be guessed. */
const TRACKING_CODE_SYMBOLS = 10;
const GROUP_SIZE = 5;

/** The tracking code in at least 7 secret bytes, for example an HMAC of the reference: ten symbols without hyphen. */
export function trackingCodeFromBytes(bytes: Uint8Array): string {
  return symbolsFromBytes(bytes, TRACKING_CODE_SYMBOLS);
}

/** `0123456789` -> `01234-56789`: as the complainant is shown it. */
export function formatTrackingCode(code: string): string {
  return inGroups(code, GROUP_SIZE);
}

/**
 * The ten symbols of a tracking code as people type it, or undefined. It has no check symbol: that would help whoever guesses.
 * Compare it with the true one in constant time.
 */
export function parseTrackingCode(text: string): string | undefined {
  const symbols = readSymbols(text);
  return symbols?.length === TRACKING_CODE_SYMBOLS ? symbols : undefined;
}
