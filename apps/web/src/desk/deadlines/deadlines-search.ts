import type { SearchValues } from '../address.js';

/** What the address of the deadlines says. */
export interface DeadlinesSearch {
  /** The chosen day, `YYYY-MM-DD`, whose month is shown. Default: today. */
  readonly day?: string;
}

/** Reads the address of the deadlines; whatever else it says is ignored. */
export function deadlinesSearchOf({ day }: SearchValues): DeadlinesSearch {
  const isDay = typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  return isDay ? { day } : {};
}
