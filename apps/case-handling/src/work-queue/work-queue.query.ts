import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { readSymbols, type Instant, epochMsOf, instantOf } from '@redress/domain';
import { InvalidQueryError, type Comparison, type FindQuery } from '@redress/eventing';
import { PAGE_LIMIT_DEFAULT, PageCursor, PageLimit, Text, type Page } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import { VisibleCases } from '../case-view/visible-cases.js';
import { comparisonsOf, QueueFilters, type QueueReader } from './queue-filters.js';
import { queueItem, type QueueItem } from './queue-item.js';

/** Fields of the view by the orders of the queue. */
const SORT_FIELDS = {
  dueAt: 'dueAt',
  receivedAt: 'receivedAt',
  priority: 'priorityRank',
  changedAt: 'changedAt',
} as const;
type Order = keyof typeof SORT_FIELDS;
export type QueueSort = Order | `-${Order}`;
const ORDERS = Object.keys(SORT_FIELDS) as readonly Order[];
/** Each order, and reversed by a hyphen. */
export const SORTS: readonly QueueSort[] = ORDERS.flatMap((order) => [order, `-${order}` as const]);

/** Everything by which the work queue, as a list, can be filtered. */
export class ListFilters extends QueueFilters {
  /** A prefix of a reference or a product's name, or a whole external reference. Never personal data. */
  @IsOptional()
  @Text(200)
  q?: string;
}

/** Filters, order and page of the work queue (http-api.md, "Cases"). */
export class WorkQueueRequest extends ListFilters {
  @PageLimit()
  limit: number = PAGE_LIMIT_DEFAULT;

  @PageCursor()
  cursor?: string;

  @IsOptional()
  @IsIn(SORTS)
  sort?: QueueSort;
}

/**
 * One page of the cases that the reader may see, sorted by due date unless asked otherwise; `me` stands for the reader. All pages of a
 * query evaluate clocks at the instant of its first.
 */
export class BrowseWorkQueue extends Query<Page<QueueItem>> {
  constructor(
    readonly request: WorkQueueRequest,
    readonly reader: QueueReader,
  ) {
    super();
  }
}

@QueryHandler(BrowseWorkQueue)
export class BrowseWorkQueueHandler implements IQueryHandler<BrowseWorkQueue> {
  constructor(private readonly cases: VisibleCases) {}

  async execute({ request, reader }: BrowseWorkQueue): Promise<Page<QueueItem>> {
    const { now, cursor } = request.cursor === undefined ? { now: reader.now } : placeIn(request.cursor);
    const query: FindQuery = {
      where: comparisonsOf(request, { ...reader, now }),
      ...(request.q !== undefined && { any: matches(request.q) }),
      sort: orderOf(request.sort ?? 'dueAt'),
      limit: request.limit,
      ...(cursor !== undefined && { cursor }),
    };
    const { items, next } = await this.cases.findSealed(query, reader.asking);
    return { items: items.map((document) => queueItem(document, now)), next: next && cursorOf(now, next) };
  }
}

function orderOf(sort: QueueSort): FindQuery['sort'] {
  const field = SORT_FIELDS[sort.replace(/^-/, '') as Order];
  return { field, direction: sort.startsWith('-') ? 'descending' : 'ascending' };
}

/**
 * A store's cursor fits its own query alone, and what is overdue is compared with an instant: the next page needs that of the first. The
 * store's own has no full stop.
 */
function cursorOf(now: Instant, cursor: string): string {
  return `${epochMsOf(now).toString(36)}.${cursor}`;
}

/** Throws `InvalidQueryError` for anything that {@link cursorOf} did not return. */
function placeIn(cursor: string): { readonly now: Instant; readonly cursor: string } {
  const [, time, rest] = /^([0-9a-z]{1,9})\.(.+)$/.exec(cursor) ?? [];
  const now_ms = Number.parseInt(time ?? '', 36);
  if (rest === undefined || Number.isNaN(now_ms)) throw new InvalidQueryError('The cursor is none of a queue.');
  return { now: instantOf(now_ms), cursor: rest };
}

function matches(q: string): readonly Comparison[] {
  const reference = readSymbols(q) ?? '';
  return [
    ...(reference === '' ? [] : [{ field: 'reference', is: 'starts-with', value: reference } as const]),
    { field: 'externalReference', is: 'equal', value: q },
    { field: 'product', is: 'starts-with', value: q },
  ];
}
