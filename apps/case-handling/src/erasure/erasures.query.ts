import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { referenceOf, stateIn, type DocumentOf, orNothing } from '@redress/complaints';
import { closed, fieldsOf, vocabulary, type Language } from '@redress/contracts';
import { formatReference } from '@redress/domain';
import type { FindQuery, ViewDocument } from '@redress/eventing';
import { answerOf, eachPage, IsWord, PageQuery, type Page } from '@redress/platform';
import { Policies } from '@redress/policies';
import { IsOptional } from 'class-validator';
import Type from 'typebox';
import { caseProjection } from '../case-view/case.projection.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import type { QueueReader } from '../work-queue/queue-filters.js';
import { erasableCase, standingOfCase } from './erasable-case.js';

/** Which requests for erasure to list. */
export class ErasuresRequest extends PageQuery {
  /** The request of this name alone. */
  @IsOptional()
  @IsWord()
  request?: string;
}

/** A request for erasure in one of its cases. */
const erasureEntry = closed({
  ...erasableCase.properties,
  ...fieldsOf('ErasureRequested'),
  requestedBy: Type.String(),
  requestedAt: vocabulary.instant(),
  carriedOutBy: orNothing(Type.String()),
  carriedOutAt: orNothing(vocabulary.instant()),
});
export type ErasureEntry = DocumentOf<typeof erasureEntry>;

/** Schema of an entry, for the API description. */
export const erasureEntrySchema = { ...answerOf(erasureEntry), title: 'ErasureEntry' };

/** The requests for erasure that stand or were carried out, an entry for each case; those of one request follow one another. */
export class BrowseErasures extends Query<Page<ErasureEntry>> {
  constructor(
    readonly request: ErasuresRequest,
    readonly reader: QueueReader,
    readonly language: Language,
  ) {
    super();
  }
}

@QueryHandler(BrowseErasures)
export class BrowseErasuresHandler implements IQueryHandler<BrowseErasures> {
  constructor(
    private readonly cases: VisibleCases,
    private readonly policies: Policies,
  ) {}

  async execute({ request, reader, language }: BrowseErasures): Promise<Page<ErasureEntry>> {
    const page = await this.cases.findSealed(queryOf(request), reader.asking);
    const items = page.items.map((document) => this.entryOf(document, reader, language));
    return { items: (await Promise.all(items)).filter((entry) => entry !== undefined), next: page.next };
  }

  private async entryOf(
    { id, body }: ViewDocument,
    { now }: QueueReader,
    language: Language,
  ): Promise<ErasureEntry | undefined> {
    const { erasure } = caseProjection.read(body);
    if (erasure === null) return undefined;
    const { reason: _reason, carriedOutBy = null, carriedOutAt = null, ...requested } = erasure;
    const state = stateIn(body);
    const policy = await this.policies.of(state.policyVersion);
    const question = { policy, ground: requested.ground, now, language };
    const standing = standingOfCase(formatReference(referenceOf(id)), state, question);
    return { ...standing, ...requested, carriedOutBy, carriedOutAt };
  }
}

/** All cases of one request that the reader may know of, with personal values sealed: at most a few pages, as they were requested. */
export async function casesOfRequest(
  cases: VisibleCases,
  request: string,
  { asking }: QueueReader,
): Promise<readonly ViewDocument[]> {
  const documents: ViewDocument[] = [];
  for await (const { items } of eachPage((page) => cases.findSealed(queryOf({ request, ...page }), asking)))
    documents.push(...items);
  return documents;
}

/** Names that begin with a date stand in its order, the newest first. */
function queryOf({ request, limit, cursor }: ErasuresRequest): FindQuery {
  return {
    where: [
      request === undefined
        ? { field: 'erasure.request', is: 'from', value: '' }
        : { field: 'erasure.request', is: 'equal', value: request },
    ],
    sort: { field: 'erasure.request', direction: 'descending' },
    limit,
    ...(cursor !== undefined && { cursor }),
  };
}
