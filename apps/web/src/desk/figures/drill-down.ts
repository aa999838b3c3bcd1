import { type QueueSearch, queueSearchOf } from '../queue/queue-search.js';
import type { FiguresDimension } from './figure-words.js';
import type { FiguresFilters } from './figures-search.js';
import type { FiguresAsked } from './question.js';

/** Which of the complaints of a question a bar, a cell or a row stands for. */
export interface FigureCell {
  readonly by?: FiguresDimension;
  readonly value?: string | number;
  /** Instants between which they were received, the second one exclusive. */
  readonly from?: string;
  readonly before?: string;
  readonly only?: 'open' | 'overdue';
}

/** The queue calls a person who has a case an assignee. */
const QUEUE_NAMES: { readonly [dimension in FiguresDimension]?: keyof QueueSearch } = { handler: 'assignee' };

/** The first instant of a day of the browser's time zone. */
function startOf(day: string, later = 0): string {
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + later);
  return start.toISOString();
}

/**
 * The queue with exactly the complaints of a cell; undefined where the queue does not know a filter of the question or the dimension of the cell,
 * since it would show others as well.
 */
export function queueBehind(
  { query, filters }: Pick<FiguresAsked, 'query' | 'filters'>,
  cell: FigureCell,
): QueueSearch | undefined {
  const asked: Record<string, unknown> = {
    ...filters,
    receivedFrom: cell.from ?? startOf(query.from),
    receivedTo: cell.before ?? (query.to === undefined ? undefined : startOf(query.to, 1)),
    ...(cell.only !== undefined && { [cell.only]: 'true' }),
  };
  if (cell.by !== undefined && cell.value !== undefined) asked[QUEUE_NAMES[cell.by] ?? cell.by] = [String(cell.value)];
  const wanted = Object.entries(asked).filter(([, value]) => value !== undefined);
  const queue = queueSearchOf(Object.fromEntries(wanted) as FiguresFilters);
  return Object.keys(queue).length === wanted.length ? queue : undefined;
}
