import { instantOf, type Instant } from '@redress/domain';
import { text, type TextKey } from '@redress/texts';
import type { ListFilters, QueueSort } from '../work-queue/work-queue.query.js';
import type { ViewContent } from './saved-view.js';

/** What a built-in view shows; `dayEnds` is when the reader's day does. */
interface BuiltIn {
  readonly title: TextKey;
  readonly filters: (dayEnds: Instant) => ListFilters;
  readonly sort?: QueueSort;
}

/** The views that everybody has, in the order of the list. */
const BUILT_IN = {
  'due-today': { title: 'queue-view.due-today', filters: (dueBefore) => ({ open: 'true', dueBefore }) },
  overdue: { title: 'queue-view.overdue', filters: () => ({ open: 'true', overdue: 'true' }) },
  mine: { title: 'queue-view.mine', filters: () => ({ open: 'true', assignee: ['me'] }) },
  unassigned: {
    title: 'queue-view.unassigned',
    filters: () => ({ open: 'true', assignee: ['none'] }),
    sort: 'receivedAt',
  },
  'my-team': { title: 'queue-view.my-team', filters: () => ({ open: 'true', team: ['mine'] }) },
  'waiting-for-complainant': {
    title: 'queue-view.waiting-for-complainant',
    filters: () => ({ waitingFor: ['complainant'] }),
  },
  undelivered: { title: 'queue-view.undelivered', filters: () => ({ undelivered: 'true' }) },
} satisfies Readonly<Record<string, BuiltIn>>;

/** The built-in views for a reader whose day is that of a time zone, at an instant. */
export function builtInViews(now: Instant, timeZone: string): readonly (readonly [id: string, ViewContent])[] {
  const dayEnds = endOfDay(now, timeZone);
  return Object.entries<BuiltIn>(BUILT_IN).map(([id, { title, filters, sort }]) => {
    const name = { en: text('en', title), fa: text('fa', title) };
    return [id, { name, filters: filters(dayEnds), ...(sort && { sort }) }];
  });
}

/** The beginning of the next day. Not 24 hours after that of this one: a day may be shorter or longer. */
function endOfDay(now: Instant, timeZone: string): Instant {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate();
  return instantOf(today.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);
}
