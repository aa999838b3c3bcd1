import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { referenceOf, type DocumentOf } from '@redress/complaints';
import { closed, fieldsOf, vocabulary } from '@redress/contracts';
import { complaintStatuses, formatReference } from '@redress/domain';
import { answerOf, PageQuery, referenceSchema, type OpenedDocument, type Page } from '@redress/platform';
import Type from 'typebox';
import { caseDocument } from '../case-view/case.document.js';
import { caseProjection } from '../case-view/case.projection.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import type { QueueReader } from '../work-queue/queue-filters.js';

const caseUnderHold = closed({
  reference: Type.String({ pattern: referenceSchema.pattern }),
  status: Type.Enum(complaintStatuses),
  reviewOn: fieldsOf('LegalHoldPlaced').reviewOn,
  receivedAt: vocabulary.instant(),
  holds: caseDocument.properties.holds,
});
export type CaseUnderHold = DocumentOf<typeof caseUnderHold>;

/** Schema of a case under holds, for the API description. */
export const caseUnderHoldSchema = { ...answerOf(caseUnderHold), title: 'CaseUnderHold' };

/** The cases under a legal hold, the one that is reviewed first at the top. */
export class BrowseLegalHolds extends Query<Page<CaseUnderHold>> {
  constructor(
    readonly request: PageQuery,
    readonly reader: QueueReader,
  ) {
    super();
  }
}

@QueryHandler(BrowseLegalHolds)
export class BrowseLegalHoldsHandler implements IQueryHandler<BrowseLegalHolds> {
  constructor(private readonly cases: VisibleCases) {}

  async execute({ request: { limit, cursor }, reader }: BrowseLegalHolds): Promise<Page<CaseUnderHold>> {
    const page = await this.cases.find(
      {
        where: [{ field: 'queue.holdReviewOn', is: 'from', value: '' }],
        sort: { field: 'queue.holdReviewOn', direction: 'ascending' },
        limit,
        ...(cursor !== undefined && { cursor }),
      },
      reader.asking,
    );
    return { items: page.items.map(shownHold), next: page.next };
  }
}

function shownHold({ id, body }: OpenedDocument): CaseUnderHold {
  const { status, receivedAt, holds, queue } = caseProjection.read(body);
  const reference = formatReference(referenceOf(id));
  return { reference, status, receivedAt, holds, reviewOn: queue.holdReviewOn ?? '' };
}
