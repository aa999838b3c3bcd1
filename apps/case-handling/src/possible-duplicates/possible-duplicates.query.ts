import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream, referenceOf, stateIn } from '@redress/complaints';
import { formatReference } from '@redress/domain';
import type { Comparison, FindQuery, JsonObject } from '@redress/eventing';
import { Problem, ViewReader, type OpenedDocument } from '@redress/platform';
import { caseProjection } from '../case-view/case.projection.js';
import { offersFor, type DuplicateOffer } from './duplicate-offers.js';
import { nearness_ms, reasonsFor, type DuplicateReason } from './duplicate-reasons.js';

/** Another complaint that may be about the same. */
export interface PossibleDuplicate {
  readonly reference: string;
  readonly status: string;
  readonly receivedAt: string;
  readonly reasons: readonly DuplicateReason[];
  /** What can be done about it. */
  readonly offers: readonly DuplicateOffer[];
}

/** What may be the same complaint once more. Only for those who may see who complained: that two did is told by it. */
export class FindPossibleDuplicates extends Query<readonly PossibleDuplicate[]> {
  constructor(
    readonly reference: string,
    readonly atLeast?: number,
  ) {
    super();
  }
}

const DAY_MS = 86_400_000;
/** Contacts are sealed, so no index finds them: those received this long before and after are opened and compared. */
const WINDOW_DAYS = 30;
/** Nearest in time, on either side. */
const CANDIDATES_MAX = 200;
const ANSWERED_MAX = 50;

@QueryHandler(FindPossibleDuplicates)
export class FindPossibleDuplicatesHandler implements IQueryHandler<FindPossibleDuplicates> {
  constructor(private readonly views: ViewReader) {}

  async execute({ reference, atLeast }: FindPossibleDuplicates): Promise<readonly PossibleDuplicate[]> {
    const stream = complaintStream(reference);
    const own = await this.views.get(caseProjection.view.name, stream, atLeast);
    if (own === undefined) throw new Problem('complaint-unknown');
    const candidates = new Map((await this.candidates(own.body)).map((document) => [document.id, document]));
    candidates.delete(stream);
    return [...candidates.values()]
      .map((document) => ({ ...document, reasons: reasonsFor(own.body, document.body) }))
      .filter(({ id, body, reasons }) => reasons.length > 0 && !isOtherPart(stream, own.body, id, body))
      .sort(
        (a, b) => b.reasons.length - a.reasons.length || nearness_ms(own.body, a.body) - nearness_ms(own.body, b.body),
      )
      .slice(0, ANSWERED_MAX)
      .map(({ id, body, reasons }) => ({
        reference: formatReference(referenceOf(id)),
        status: body['status'] as string,
        receivedAt: body['receivedAt'] as string,
        reasons,
        offers: offersFor(
          { reference, state: stateIn(own.body) },
          { reference: referenceOf(id), state: stateIn(body) },
        ),
      }));
  }

  private async candidates(own: JsonObject): Promise<readonly OpenedDocument[]> {
    const { externalReference } = own;
    const now = own['receivedAt'] as string;
    const at = Date.parse(now);
    const instant = (days: number): string => new Date(at + days * DAY_MS).toISOString();
    const found = await Promise.all([
      this.find([from(instant(-WINDOW_DAYS)), before(now)], 'descending'),
      this.find([from(now), before(instant(WINDOW_DAYS))], 'ascending'),
      ...(typeof externalReference === 'string'
        ? [this.find([{ field: 'externalReference', is: 'equal', value: externalReference }], 'descending')]
        : []),
    ]);
    return found.flat();
  }

  private async find(
    where: readonly Comparison[],
    direction: FindQuery['sort']['direction'],
  ): Promise<readonly OpenedDocument[]> {
    const sort = { field: 'receivedAt', direction };
    return (await this.views.find(caseProjection.view.name, { where, sort, limit: CANDIDATES_MAX })).items;
  }
}

/** One that was split off the other has the same complainant, and another matter. */
function isOtherPart(one: string, own: JsonObject, other: string, body: JsonObject): boolean {
  return stateIn(own).splits.includes(referenceOf(other)) || stateIn(body).splits.includes(referenceOf(one));
}

const from = (value: string): Comparison => ({ field: 'receivedAt', is: 'from', value });
const before = (value: string): Comparison => ({ field: 'receivedAt', is: 'before', value });
