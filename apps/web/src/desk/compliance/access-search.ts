import { saidOnce, type SearchValues } from '../address.js';

const NAMES = ['reference', 'actor', 'from', 'to'] as const;

/** What the address of the access log says, as it was typed; the two days as the reader's calendar has them, `to` the last one. */
export type AccessSearch = { readonly [name in (typeof NAMES)[number]]?: string };

/** Reads the address of the access log. */
export function accessSearchOf(values: SearchValues): AccessSearch {
  return saidOnce(values, NAMES);
}
