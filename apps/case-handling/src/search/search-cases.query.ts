import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { complaintStream } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { comparisonHolds, type Comparison, type ViewDocument } from '@redress/eventing';
import { ObjectOf, Text, ViewReader, WholeNumber } from '@redress/platform';
import { IsOptional } from 'class-validator';
import { setImmediate } from 'node:timers/promises';
import { CaseNotes, readCase } from '../case-notes/case-notes.js';
import { caseProjection } from '../case-view/case.projection.js';
import { isVisible } from '../case-view/visible-cases.js';
import { comparisonsOf, QueueFilters, type QueueReader } from '../work-queue/queue-filters.js';
import { searchedPartsOf, searchedTextsOf } from './case-texts.js';
import { findIn, type Found } from './matching.js';
import { searchHit, type SearchHit } from './search-hit.js';
import { searchProjection } from './search.projection.js';
import { readSearch, tokensOfParts, type SearchPart } from './typed-search.js';

const TYPED_LENGTH_MAX = 200;
const LIMIT_DEFAULT = 20;
const LIMIT_MAX = 50;
/** Cases whose texts are read for one search: the newest that the index finds and the reader may see. Each takes about a quarter of a millisecond. */
const READ_MAX = 100;
/** Pages of the index that are read to find as many. */
const PAGES_MAX = 25;
/** Cases that are read before other requests have their turn: they may be long. */
const READ_AT_ONCE = 10;

const CASES = caseProjection.view;

/** What to look for. In a body, because it is personal: addresses of requests are written to logs. */
export class SearchRequest {
  /** Names, contacts, references and words as people type them; a phrase in quotation marks. */
  @Text(TYPED_LENGTH_MAX)
  text!: string;

  /** As those of the work queue. */
  @IsOptional()
  @ObjectOf(() => QueueFilters)
  filters?: QueueFilters;

  /** Most cases to answer. */
  @IsOptional()
  @WholeNumber(1, LIMIT_MAX)
  limit?: number;
}

/** The cases in which something was found, the best first. */
export interface SearchAnswer {
  readonly items: readonly SearchHit[];
  /** More cases may fit: type more to find them. */
  readonly truncated: boolean;
}

/** Looks for cases that the reader may see. */
export class SearchCases extends Query<SearchAnswer> {
  constructor(
    readonly request: SearchRequest,
    readonly reader: QueueReader,
  ) {
    super();
  }
}

interface FoundCase {
  readonly document: ViewDocument;
  readonly receivedAt: string;
  readonly found: Found;
}

@QueryHandler(SearchCases)
export class SearchCasesHandler implements IQueryHandler<SearchCases> {
  constructor(
    private readonly views: ViewReader,
    private readonly notes: CaseNotes,
  ) {}

  async execute({ request, reader }: SearchCases): Promise<SearchAnswer> {
    const { text, filters, limit = LIMIT_DEFAULT } = request;
    const wanted = new WantedCases(reader, filters === undefined ? [] : comparisonsOf(filters, reader));
    const typed = readSearch(text);
    const named = typed.reference === undefined ? undefined : await this.named(typed.reference, wanted);
    // A text that names no case may be words that only look like a reference.
    const parts = typed.reference !== undefined && named === undefined ? readSearch(text, 'words').parts : typed.parts;
    const candidates =
      named === undefined ? await this.candidates(parts, wanted) : { documents: [named], isCut: false };
    const cases = await this.ranked(candidates.documents, parts);
    return {
      items: cases.slice(0, limit).map(({ document, found }) => searchHit(document, found, reader.now, named?.id)),
      truncated: candidates.isCut || cases.length > limit,
    };
  }

  private async named(reference: Reference, wanted: WantedCases): Promise<ViewDocument | undefined> {
    const id = complaintStream(reference);
    const document = (await this.views.manySealed(CASES.name, [id])).get(id);
    return document !== undefined && wanted.includes(document) ? document : undefined;
  }

  /** The newest cases that the index finds and that are wanted. `isCut`: there may be more. */
  private async candidates(
    parts: readonly SearchPart[],
    wanted: WantedCases,
  ): Promise<{ readonly documents: readonly ViewDocument[]; readonly isCut: boolean }> {
    if (parts.length === 0) return { documents: [], isCut: false };
    const pages = this.views.idsByTokens(searchProjection.view.name, {
      field: 'terms',
      tokens: tokensOfParts(parts),
      sort: { field: 'receivedAt', direction: 'descending' },
      // One more tells whether there are others.
      limit: READ_MAX + 1,
    });
    const documents: ViewDocument[] = [];
    let read = 0;
    for await (const ids of pages) {
      const cases = await this.views.manySealed(CASES.name, ids);
      documents.push(...ids.flatMap((id) => cases.get(id) ?? []).filter((document) => wanted.includes(document)));
      if (documents.length > READ_MAX) return { documents: documents.slice(0, READ_MAX), isCut: true };
      if (++read === PAGES_MAX) return { documents, isCut: true };
    }
    return { documents, isCut: false };
  }

  /** The cases in which every part is found: what names one case before words, more before fewer, newer before older. */
  private async ranked(
    documents: readonly ViewDocument[],
    parts: readonly SearchPart[],
  ): Promise<readonly FoundCase[]> {
    const cases: FoundCase[] = [];
    for (let from = 0; from < documents.length; from += READ_AT_ONCE) {
      const some = documents.slice(from, from + READ_AT_ONCE);
      const noted = await this.notes.addedNow(some);
      const opened = await this.views.opened(noted.map((one) => ({ ...one, body: searchedPartsOf(one.body) })));
      for (const [at, document] of some.entries()) {
        const shown = readCase(opened[at]!.body);
        const found = findIn(searchedTextsOf(shown), parts);
        if (found !== undefined) cases.push({ document, receivedAt: shown.receivedAt, found });
      }
      await setImmediate();
    }
    return cases.sort(byRank);
  }
}

/** The cases that one reader asks for and may know of. */
class WantedCases {
  constructor(
    private readonly reader: QueueReader,
    private readonly where: readonly Comparison[],
  ) {}

  includes(document: ViewDocument): boolean {
    return (
      isVisible(document, this.reader.asking) && this.where.every((one) => comparisonHolds(CASES, document.body, one))
    );
  }
}

function byRank(one: FoundCase, other: FoundCase): number {
  return (
    other.found.weight - one.found.weight ||
    other.found.count - one.found.count ||
    (one.receivedAt === other.receivedAt ? 0 : one.receivedAt < other.receivedAt ? 1 : -1) ||
    (one.document.id < other.document.id ? -1 : 1)
  );
}
