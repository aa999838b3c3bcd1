import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream, referenceOf, type DocumentOf } from '@redress/complaints';
import { closed, NAME_LENGTH_MAX } from '@redress/contracts';
import { formatReference, type Instant } from '@redress/domain';
import {
  eachFound,
  InvalidQueryError,
  type Comparison,
  type FindQuery,
  type ReadStore,
  type ViewDocument,
} from '@redress/eventing';
import {
  answerOf,
  IsInstant,
  IsPerson,
  PageQuery,
  READ_STORE,
  readReference,
  referenceSchema,
  ViewReader,
  type Page,
  fullPage,
} from '@redress/platform';
import { IsIn, IsOptional, IsString } from 'class-validator';
import Type from 'typebox';
import { caseProjection } from '../case-view/case.projection.js';
import { isVisible } from '../case-view/visible-cases.js';
import { oneOf, type QueueReader } from '../work-queue/queue-filters.js';
import { activityDocument, activityProjection } from './activity.projection.js';

const CASES = caseProjection.view.name;
const ACTIVITY = activityProjection.view.name;

/** Cases on one desk of which the activity is shown, those due first; a desk with more is nobody's. */
const OWN_CASES_MAX = 1_000;
const PAGE_MAX = 200;
const ME = 'me';

/** Filters and page of what happened. An event has to fit all filters. */
export class ActivityRequest extends PageQuery {
  /** On this case alone. */
  @IsOptional()
  @IsString()
  reference?: string;

  /** Who acted, by their id as histories show it: the `sub` of one of the staff, `complainant`, the name of a service; `me`. */
  @IsOptional()
  @IsPerson(NAME_LENGTH_MAX)
  person?: string;

  /** Recorded from this instant on. */
  @IsOptional()
  @IsInstant()
  since?: Instant;

  /** On cases that are on the reader's desk now. */
  @IsOptional()
  @IsIn(['true', 'false'])
  mine?: 'true' | 'false';
}

const { moment: _moment, ...shown } = activityDocument.properties;

/** What happened, as it is answered. */
const activityEntry = closed({ ...shown, reference: Type.String({ pattern: referenceSchema.pattern }) });
export type ActivityEntry = Omit<DocumentOf<typeof activityDocument>, 'moment' | 'reference'> & {
  readonly reference: string;
};

/** Schema of what happened, for the API description. */
export const activityEntrySchema = { ...answerOf(activityEntry), title: 'ActivityEntry' };

/** One page of what happened on the cases that the reader may know of, newest first. */
export class BrowseActivity extends Query<Page<ActivityEntry>> {
  constructor(
    readonly request: ActivityRequest,
    readonly reader: QueueReader,
  ) {
    super();
  }
}

@QueryHandler(BrowseActivity)
export class BrowseActivityHandler implements IQueryHandler<BrowseActivity> {
  constructor(
    private readonly views: ViewReader,
    @Inject(READ_STORE) private readonly store: ReadStore,
  ) {}

  async execute({ request, reader }: BrowseActivity): Promise<Page<ActivityEntry>> {
    const own = request.mine === 'true' ? await this.onDesk(reader.asking.id) : undefined;
    if (own?.length === 0) return { items: [], next: null };
    const query: FindQuery = {
      where: comparisonsOf(request, reader, own),
      sort: { field: 'moment', direction: 'descending' },
      limit: request.limit,
    };
    const { items, next } = await fullPage(query, {
      fetch: (asked) => this.views.findSealed(ACTIVITY, asked),
      seen: (documents) => this.visible(documents, reader),
    });
    const last = items.at(-1);
    return { items: items.map(entryOf), next: next === null || last === undefined ? null : cursorAt(last) };
  }

  /** What happened on cases that the reader may know of, as far as the view of cases has them. */
  private async visible(documents: readonly ViewDocument[], { asking }: QueueReader): Promise<readonly ViewDocument[]> {
    const streamOf = ({ body }: ViewDocument) => complaintStream(activityProjection.read(body).reference);
    const cases = await this.views.manySealed(CASES, [...new Set(documents.map(streamOf))]);
    return documents.filter((document) => {
      const known = cases.get(streamOf(document));
      return known !== undefined && isVisible(known, asking);
    });
  }

  private async onDesk(person: string): Promise<readonly string[]> {
    const references: string[] = [];
    const query: FindQuery = {
      where: [{ field: 'assignee', is: 'equal', value: person }],
      sort: { field: 'dueAt', direction: 'ascending' },
      limit: PAGE_MAX,
    };
    for await (const { id } of eachFound((page) => this.store.find(CASES, page), query)) {
      references.push(referenceOf(id));
      if (references.length === OWN_CASES_MAX) break;
    }
    return references;
  }
}

function comparisonsOf(
  { reference, person, since, cursor }: ActivityRequest,
  { asking }: QueueReader,
  own: readonly string[] | undefined,
): readonly Comparison[] {
  return [
    ...(reference === undefined ? [] : [{ field: 'reference', is: 'equal', value: readReference(reference) } as const]),
    ...(own === undefined ? [] : [oneOf('reference', own)]),
    ...(person === undefined
      ? []
      : [{ field: 'actor.id', is: 'equal', value: person === ME ? asking.id : person } as const]),
    // Everything that happened has a moment; what keeps the place in a complaint has none.
    { field: 'moment', is: 'from', value: since ?? '' },
    ...(cursor === undefined ? [] : [{ field: 'moment', is: 'before', value: momentIn(cursor) } as const]),
  ];
}

function entryOf({ body }: ViewDocument): ActivityEntry {
  const { moment: _sorted, reference, ...entry } = activityProjection.read(body);
  return { reference: formatReference(reference), ...entry };
}

/**
 * A cursor names the last event of a page and not the query, so that it stays good while cases come to a desk and leave it.
 */
function cursorAt({ body }: ViewDocument): string {
  return Buffer.from(activityProjection.read(body).moment).toString('base64url');
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z \d{39}$/;

/** Throws `InvalidQueryError` for anything that {@link cursorAt} did not return. */
function momentIn(cursor: string): string {
  const moment = Buffer.from(cursor, 'base64url').toString();
  if (!MOMENT.test(moment)) throw new InvalidQueryError('The cursor is none of the activity.');
  return moment;
}
