import type { SearchValues } from '../address.js';

const NAMES = ['reference', 'actor', 'from', 'to'] as const;

/** What the address of the access log says, as it was typed; the two days as the reader's calendar has them, `to` the last one. */
export type AccessSearch = { readonly [name in (typeof NAMES)[number]]?: string };

/** Reads the address of the access log. */
export function accessSearchOf(values: SearchValues): AccessSearch {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = values[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}

/** The instant at which a day of the reader's begins, or the one some days after it. What is no day is left to the API to refuse. */
export function beginOfDay(day: string, daysLater = 0): string {
  const [year = NaN, month = NaN, date = NaN] = day.split('-').map(Number);
  const begin = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(begin.getTime()) ? day : begin.toISOString();
}
