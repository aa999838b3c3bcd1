import { saidOnce, type SearchValues } from '../address.js';

const NAMES = ['reference', 'recipientKind', 'basis', 'from', 'to'] as const;

/** What the address of the register of disclosures says, as it was typed; the two days as the reader's calendar has them, `to` the last one. */
export type DisclosuresSearch = { readonly [name in (typeof NAMES)[number]]?: string };

/** Reads the address of the register of disclosures. */
export function disclosuresSearchOf(values: SearchValues): DisclosuresSearch {
  return saidOnce(values, NAMES);
}
