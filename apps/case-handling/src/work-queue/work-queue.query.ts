import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { channels, priorities, type Channel, type Priority } from '@redress/contracts';
import { complaintStatuses, readSymbols, type Asking, type ComplaintStatus } from '@redress/domain';
import type { Comparison, FindQuery, ViewDocument } from '@redress/eventing';
import { IsInstant, PageQuery, Text, type Page } from '@redress/platform';
import { IsIn, IsOptional } from 'class-validator';
import { VisibleCases } from '../case-view/visible-cases.js';

export const SORTS = ['dueAt', 'receivedAt', 'priority', 'changedAt'] as const;
export type QueueSort = (typeof SORTS)[number];

const YES_OR_NO = ['true', 'false'] as const;

/** Filters and order of the work queue (http-api.md, "Cases"). */
export class WorkQueueRequest extends PageQuery {
  @IsOptional()
  @IsIn(complaintStatuses)
  status?: ComplaintStatus;

  /** A staff member's id; `me`; or `none` for unassigned. */
  @IsOptional()
  @Text(200)
  assignee?: string;

  /** Team that complaints were routed to. */
  @IsOptional()
  @Text(200)
  team?: string;

  @IsOptional()
  @IsIn(priorities)
  priority?: Priority;

  @IsOptional()
  @Text(200)
  product?: string;

  @IsOptional()
  @IsIn(channels)
  channel?: Channel;

  @IsOptional()
  @IsInstant()
  receivedFrom?: string;

  @IsOptional()
  @IsInstant()
  receivedTo?: string;

  @IsOptional()
  @IsInstant()
  dueBefore?: string;

  /** Cases about which anything was recorded from this instant on. */
  @IsOptional()
  @IsInstant()
  changedSince?: string;

  /** Whether the complainant answered, added, accepted, rejected, appealed or withdrew since case workers last acted. */
  @IsOptional()
  @IsIn(YES_OR_NO)
  answered?: (typeof YES_OR_NO)[number];

  /** A prefix of a reference or a product's name, or a whole external reference. Never personal data. */
  @IsOptional()
  @Text(200)
  q?: string;

  @IsOptional()
  @IsIn(SORTS)
  sort?: QueueSort;
}

/** One page of the cases that the reader may see, sorted by due date unless asked otherwise; `me` stands for the reader. */
export class BrowseWorkQueue extends Query<Page<ViewDocument>> {
  constructor(
    readonly request: WorkQueueRequest,
    readonly reader: Asking,
  ) {
    super();
  }
}

const SORT_FIELDS = {
  dueAt: 'dueAt',
  receivedAt: 'receivedAt',
  priority: 'priorityRank',
  changedAt: 'changedAt',
} as const;

@QueryHandler(BrowseWorkQueue)
export class BrowseWorkQueueHandler implements IQueryHandler<BrowseWorkQueue> {
  constructor(private readonly cases: VisibleCases) {}

  execute({ request, reader }: BrowseWorkQueue): Promise<Page<ViewDocument>> {
    const query: FindQuery = {
      where: filters(request, reader.id),
      ...(request.q !== undefined && { any: matches(request.q) }),
      sort: { field: SORT_FIELDS[request.sort ?? 'dueAt'], direction: 'ascending' },
      limit: request.limit,
      ...(request.cursor !== undefined && { cursor: request.cursor }),
    };
    return this.cases.find(query, reader);
  }
}

function filters(request: WorkQueueRequest, readerId: string): readonly Comparison[] {
  const equal = (['status', 'team', 'priority', 'product', 'channel'] as const).flatMap((field): Comparison[] => {
    const value = request[field];
    return value === undefined ? [] : [{ field, is: 'equal', value }];
  });
  const { assignee, receivedFrom, receivedTo, dueBefore, changedSince, answered } = request;
  return [
    ...equal,
    ...(assignee === undefined
      ? []
      : [{ field: 'assignee', is: 'equal', value: assigneeOf(assignee, readerId) } as const]),
    ...(receivedFrom === undefined ? [] : [{ field: 'receivedAt', is: 'from', value: instant(receivedFrom) } as const]),
    ...(receivedTo === undefined ? [] : [{ field: 'receivedAt', is: 'before', value: instant(receivedTo) } as const]),
    ...(dueBefore === undefined ? [] : [{ field: 'dueAt', is: 'before', value: instant(dueBefore) } as const]),
    ...(changedSince === undefined ? [] : [{ field: 'changedAt', is: 'from', value: instant(changedSince) } as const]),
    ...(answered === undefined ? [] : [{ field: 'answered', is: 'equal', value: answered === 'true' } as const]),
  ];
}

function assigneeOf(assignee: string, readerId: string): string | null {
  if (assignee === 'none') return null;
  return assignee === 'me' ? readerId : assignee;
}

/** Normalizes an instant: stored instants are compared as text, so all must have the same form. */
function instant(text: string): string {
  return new Date(text).toISOString();
}

function matches(q: string): readonly Comparison[] {
  const reference = readSymbols(q) ?? '';
  return [
    ...(reference === '' ? [] : [{ field: 'reference', is: 'starts-with', value: reference } as const]),
    { field: 'externalReference', is: 'equal', value: q },
    { field: 'product', is: 'starts-with', value: q },
  ];
}
