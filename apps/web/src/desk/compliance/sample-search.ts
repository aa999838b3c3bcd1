import { saidOnce, type SearchValues } from '../address.js';

const NAMES = ['seed', 'size', 'from', 'to', 'timeZone'] as const;

/** What the address of a sample says, as it was typed: with it anybody who may draws the same cases. The API refuses what does not fit. */
export type SampleSearch = { readonly [name in (typeof NAMES)[number]]?: string };

/** Reads the address of a sample. */
export function sampleSearchOf(values: SearchValues): SampleSearch {
  return saidOnce(values, NAMES);
}
