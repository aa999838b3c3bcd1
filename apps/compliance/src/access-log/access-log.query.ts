import { Inject, Injectable } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NAME_LENGTH_MAX, type Reference } from '@redress/contracts';
import { epochMsOf, formatReference, type Instant, instantOf } from '@redress/domain';
import type { Comparison, FindQuery, ReadStore, ViewDocument } from '@redress/eventing';
import {
  ACCESS_WINDOW_MS,
  ACCESSES,
  type AccessEntry,
  accessKinds,
  AccessLog,
  Caller,
  ComplaintWalls,
  csvTable,
  eachPage,
  fullPage,
  instantSchema,
  IsInstant,
  IsPerson,
  IsReference,
  objectSchema,
  orNull,
  type Page,
  PageQuery,
  READ_STORE,
  referenceSchema,
  textSchema,
} from '@redress/platform';
import { IsOptional } from 'class-validator';
import type { Readable } from 'node:stream';

/** Filters and page of the access log. An entry has to fit all filters. */
export class AccessLogRequest extends PageQuery {
  /** Who read this complaint. */
  @IsOptional()
  @IsReference()
  reference?: Reference;

  /** What this person read, by their id as histories show it. */
  @IsOptional()
  @IsPerson(NAME_LENGTH_MAX)
  actor?: string;

  /** Read at this instant or later. */
  @IsOptional()
  @IsInstant()
  from?: Instant;

  /** First read before this instant. */
  @IsOptional()
  @IsInstant()
  before?: Instant;
}

/** An entry of the access log, as it is answered. */
export interface ShownAccess extends Omit<AccessEntry, 'reference'> {
  readonly reference: string | null;
}

/** Schema of an entry, for the API description. */
export const shownAccessSchema = objectSchema(
  {
    kind: {
      enum: accessKinds,
      description:
        'What was shown: the `case`, as it is or was; its `history`; its `replay`; the `evidence`; an `attachment`; a `letter` to print; a `draft` of ' +
        'what would be told; a `task`; a legal `hold`; a `disclosure` to somebody outside; a hit of a `search`; the cases of one `person`; an opened `export` of all events; the `access-log`.',
    },
    actor: objectSchema({ id: textSchema, role: textSchema }),
    reference: {
      ...orNull(referenceSchema),
      description: 'Null for an export, and where the access log was read about more than one complaint.',
    },
    firstAt: instantSchema,
    lastAt: instantSchema,
    count: {
      type: 'integer',
      minimum: 1,
      description: 'How often. Reads of one complaint by one person in one way are one entry for 15 minutes.',
    },
  },
  { title: 'Access' },
);

/** One page of who read what, the newest first, of the complaints that the reader may know of. */
export class BrowseAccessLog extends Query<Page<ShownAccess>> {
  constructor(
    readonly request: AccessLogRequest,
    readonly reader: Caller,
  ) {
    super();
  }
}

/** All of them as CSV. */
export class ExportAccessLog extends Query<Readable> {
  constructor(
    readonly request: AccessLogRequest,
    readonly reader: Caller,
  ) {
    super();
  }
}

/** Reads the access log as one reader may know it. */
@Injectable()
export class ReadableAccesses {
  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly log: AccessLog,
    private readonly walls: ComplaintWalls,
  ) {}

  async page(request: AccessLogRequest, reader: Caller): Promise<Page<ShownAccess>> {
    await this.log.define();
    // So that what this process answered before is in the answer; other processes write within a second.
    await this.log.written();
    const { limit, cursor } = request;
    const query: FindQuery = {
      where: comparisonsOf(request),
      sort: { field: 'firstAt', direction: 'descending' },
      limit,
      ...(cursor !== undefined && { cursor }),
    };
    return fullPage(query, {
      fetch: async (asked) => {
        const { documents, next } = await this.store.find(ACCESSES.name, asked);
        return { items: documents, next };
      },
      seen: (documents) => this.seen(documents, reader),
    });
  }

  /** A complaint behind a wall leaves no trace here either. */
  private async seen(documents: readonly ViewDocument[], reader: Caller): Promise<readonly ShownAccess[]> {
    const entries = documents.map(({ body }) => body as unknown as AccessEntry);
    const named = [...new Set(entries.flatMap(({ reference }) => reference ?? []))];
    const hidden = await this.walls.hiddenAmong(reader, named);
    return entries.filter(({ reference }) => reference === null || !hidden.has(reference)).map(shownAccess);
  }
}

@QueryHandler(BrowseAccessLog)
export class BrowseAccessLogHandler implements IQueryHandler<BrowseAccessLog> {
  constructor(private readonly accesses: ReadableAccesses) {}

  execute({ request, reader }: BrowseAccessLog): Promise<Page<ShownAccess>> {
    return this.accesses.page(request, reader);
  }
}

const columns = ['firstAt', 'lastAt', 'count', 'kind', 'actor', 'role', 'reference'] as const;

@QueryHandler(ExportAccessLog)
export class ExportAccessLogHandler implements IQueryHandler<ExportAccessLog> {
  constructor(private readonly accesses: ReadableAccesses) {}

  execute(query: ExportAccessLog): Promise<Readable> {
    return Promise.resolve(csvTable(columns, this.rows(query)));
  }

  /** A page at a time, as the client takes them. What is recorded meanwhile is newer than where it began. */
  private async *rows({ request, reader }: ExportAccessLog) {
    const pages = eachPage((page) => this.accesses.page({ ...request, ...page }, reader));
    for await (const { items } of pages)
      yield* items.map(({ actor: { id, role }, ...access }) => ({ ...access, actor: id, role }));
  }
}

function shownAccess({ kind, actor, reference, firstAt, lastAt, count }: AccessEntry): ShownAccess {
  return { kind, actor, reference: reference === null ? null : formatReference(reference), firstAt, lastAt, count };
}

function comparisonsOf({ reference, actor, from, before }: AccessLogRequest): readonly Comparison[] {
  return [
    ...(reference === undefined ? [] : [{ field: 'reference', is: 'equal', value: reference } as const]),
    ...(actor === undefined ? [] : [{ field: 'actor.id', is: 'equal', value: actor } as const]),
    ...(from === undefined ? [] : readFrom(from)),
    ...(before === undefined ? [] : [{ field: 'firstAt', is: 'before', value: before } as const]),
  ];
}

/** An entry may have begun before the instant, but by no more than its length: that bounds what is looked at by the index. */
function readFrom(instant: Instant): readonly Comparison[] {
  const earliest = instantOf(epochMsOf(instant) - ACCESS_WINDOW_MS);
  return [
    { field: 'firstAt', is: 'from', value: earliest },
    { field: 'lastAt', is: 'from', value: instant },
  ];
}
