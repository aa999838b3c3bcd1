import { Controller, Get, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { complaintStream, referenceOf, stateIn } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { complaintStatuses, formatReference, type Asking, type Instant, instantOf, epochMsOf } from '@redress/domain';
import type { Comparison, FindQuery } from '@redress/eventing';
import {
  Allow,
  Answers,
  askingOf,
  AtLeastQuery,
  Caller,
  instantSchema,
  listOf,
  objectSchema,
  Problem,
  RouteReference,
  referenceSchema,
  ViewReader,
  type OpenedDocument,
  type Page,
  Reads,
} from '@redress/platform';
import type { CaseDocument } from '../case-view/case.document.js';
import { caseProjection } from '../case-view/case.projection.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import {
  duplicateReasons,
  nearness_ms,
  offersFor,
  reasonsFor,
  type Candidate,
  type DuplicateOffer,
  type DuplicateReason,
} from './duplicates.js';

/** Another complaint that may be a duplicate. */
export interface PossibleDuplicate {
  readonly reference: string;
  readonly status: string;
  readonly receivedAt: Instant;
  readonly reasons: readonly DuplicateReason[];
  /** Commands that would join the two. */
  readonly offers: readonly DuplicateOffer[];
}

export interface PossibleDuplicates {
  readonly items: readonly PossibleDuplicate[];
  /** True when some cases were not compared, or some answers omitted. */
  readonly truncated: boolean;
}

/**
 * Finds possible duplicates of a case. Only for readers who may see the complainant, since a match reveals that one person complained
 * twice.
 */
export class FindPossibleDuplicates extends Query<PossibleDuplicates> {
  constructor(
    readonly reference: Reference,
    readonly reader: Asking,
    readonly atLeast?: number,
  ) {
    super();
  }
}

const DAY_MS = 86_400_000;
/** Contacts are sealed and in no index (docs/adr/0040), so cases received within this window, before or after, are opened and compared. */
const WINDOW_DAYS = 30;
/** Nearest in time on either side, both for cases with the same product and for all cases. */
const CANDIDATES_MAX = 200;
const ANSWERED_MAX = 50;

type Find = (where: readonly Comparison[], direction: FindQuery['sort']['direction']) => Promise<Page<OpenedDocument>>;

/** A case to compare, with personal values opened. */
interface Compared extends Candidate {
  readonly shown: CaseDocument;
}

@QueryHandler(FindPossibleDuplicates)
export class FindPossibleDuplicatesHandler implements IQueryHandler<FindPossibleDuplicates> {
  constructor(
    private readonly views: ViewReader,
    private readonly cases: VisibleCases,
  ) {}

  async execute({ reference, reader, atLeast }: FindPossibleDuplicates): Promise<PossibleDuplicates> {
    const stream = complaintStream(reference);
    const own = await this.views.get(caseProjection.view.name, stream, atLeast);
    if (own === undefined) throw new Problem('complaint-unknown');
    const here: Compared = { reference, state: stateIn(own.body), shown: caseProjection.read(own.body) };
    const pages = await this.candidates(here.shown, reader);
    const candidates = new Map(pages.flatMap(({ items }) => items).map((document) => [document.id, document.body]));
    candidates.delete(stream);
    const likely = [...candidates]
      .map(([id, body]) => ({ reference: referenceOf(id), state: stateIn(body), shown: caseProjection.read(body) }))
      .map((other) => ({ ...other, reasons: reasonsFor(here, other) }))
      .filter((other) => other.reasons.length > 0 && !isOtherPart(here, other))
      .sort(
        (a, b) =>
          b.reasons.length - a.reasons.length || nearness_ms(here.shown, a.shown) - nearness_ms(here.shown, b.shown),
      );
    const items = likely.slice(0, ANSWERED_MAX).map(({ reasons, ...other }) => ({
      reference: formatReference(other.reference),
      status: other.shown.status,
      receivedAt: other.shown.receivedAt,
      reasons,
      offers: offersFor(here, other),
    }));
    return { items, truncated: likely.length > ANSWERED_MAX || pages.some(({ next }) => next !== null) };
  }

  /** Queries cases with the same product separately, so that many other cases received meanwhile cannot crowd them out. */
  private async candidates(own: CaseDocument, reader: Asking): Promise<readonly Page<OpenedDocument>[]> {
    const { externalReference, product, receivedAt: now } = own;
    const at = epochMsOf(now);
    const instant = (days: number): Instant => instantOf(at + days * DAY_MS);
    const find: Find = (where, direction) =>
      this.cases.find({ where, sort: { field: 'receivedAt', direction }, limit: CANDIDATES_MAX }, reader);
    const near = (where: readonly Comparison[]): readonly Promise<Page<OpenedDocument>>[] => [
      find([...where, from(instant(-WINDOW_DAYS)), before(now)], 'descending'),
      find([...where, from(now), before(instant(WINDOW_DAYS))], 'ascending'),
    ];
    return Promise.all([
      ...near([]),
      ...(product !== undefined ? near([{ field: 'product', is: 'equal', value: product }]) : []),
      ...(externalReference !== undefined
        ? [find([{ field: 'externalReference', is: 'equal', value: externalReference }], 'descending')]
        : []),
    ]);
  }
}

/** Complaints split from one another have the same complainant but different matters. */
function isOtherPart(one: Compared, other: Compared): boolean {
  return one.state.splits.includes(other.reference) || other.state.splits.includes(one.reference);
}

const from = (value: Instant): Comparison => ({ field: 'receivedAt', is: 'from', value });
const before = (value: Instant): Comparison => ({ field: 'receivedAt', is: 'before', value });

const possibleDuplicatesSchema = objectSchema(
  {
    reference: referenceSchema,
    items: listOf(
      objectSchema({
        reference: referenceSchema,
        status: { enum: complaintStatuses },
        receivedAt: instantSchema,
        reasons: listOf({ enum: duplicateReasons }),
        offers: {
          ...listOf(
            objectSchema({ command: { enum: ['merge', 'link'] }, on: referenceSchema, body: { type: 'object' } }),
          ),
          description: 'Commands that would bring the two together: on which case, and with which body.',
        },
      }),
    ),
    truncated: { type: 'boolean' },
  },
  { title: 'PossibleDuplicates' },
);

@Controller('cases/:reference')
export class PossibleDuplicatesController {
  constructor(private readonly queries: QueryBus) {}

  /** Matching contacts reveal the complainant, so this needs permission to see them. */
  @Get('possible-duplicates')
  @Allow('view-personal-data')
  @Reads('person')
  @ApiOperation({ summary: 'Other complaints that may be about the same, and why each of them.' })
  @Answers(
    200,
    'At most 50, the likeliest first; `truncated` says that not all cases near in time could be compared.',
    possibleDuplicatesSchema,
  )
  async show(
    @RouteReference() reference: Reference,
    @QueryParameters() { atLeast }: AtLeastQuery,
    @Caller() caller: Caller,
  ): Promise<PossibleDuplicates & { readonly reference: string }> {
    const found = await this.queries.execute(new FindPossibleDuplicates(reference, askingOf(caller), atLeast));
    return { reference: formatReference(reference), ...found };
  }
}
