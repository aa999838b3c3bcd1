import type { paths } from '@redress/api-client';
import type { SearchValues } from './address.js';
import { isWordOf, type WordList } from './words.js';

type ActivityQuery = NonNullable<paths['/api/cases/activity']['get']['parameters']['query']>;

/** How far back activity is shown, counted from now, so that an address stays true tomorrow. */
export type LookBack = 'day' | 'week' | 'month';
export const SPAN: WordList<LookBack> = {
  day: 'desk.activity.day',
  week: 'desk.activity.week',
  month: 'desk.activity.month',
};

const DAY_MS = 24 * 60 * 60 * 1_000;
const LENGTH_MS: Readonly<Record<LookBack, number>> = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS };

/** The instant from which a span shows what was recorded. */
export function beginOf(span: LookBack, now: number): string {
  return new Date(now - LENGTH_MS[span]).toISOString();
}

/** What the address of the activity says: filters as the API has them, and how far back. */
export type ActivitySearch = Pick<ActivityQuery, 'reference' | 'person' | 'mine'> & { readonly since?: LookBack };

/** Reads the address of the activity; whatever else it says is ignored. */
export function activitySearchOf({ reference, person, mine, since }: SearchValues): ActivitySearch {
  return {
    ...(typeof reference === 'string' && reference !== '' && { reference }),
    ...(typeof person === 'string' && person !== '' && { person }),
    ...(mine === 'true' && { mine }),
    ...(isWordOf(SPAN, since) && { since }),
  };
}
