import { ComplaintOffice, complainant } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference, type Asking, type ComplaintCommandData, type Instant } from '@redress/domain';
import { rebuildView, type Projection, type ReadStore } from '@redress/eventing';
import { ViewReader } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { CaseNotes } from '../case-notes/case-notes.js';
import { noteProjection } from '../case-notes/note.projection.js';
import { caseProjection } from '../case-view/case.projection.js';
import { SearchCases, SearchCasesHandler, type SearchAnswer, type SearchRequest } from './search-cases.query.js';
import { searchProjection } from './search.projection.js';

export const HANA: Asking = { id: 'staff-hana', roles: ['handler'] };

/** Complaints, and what a search for them answers. */
export class SearchOffice {
  readonly office = new ComplaintOffice();
  readonly readStore: ReadStore = new MemoryReadStore();
  private readonly views = new ViewReader(this.readStore, this.office.codec);
  readonly handler = new SearchCasesHandler(this.views, new CaseNotes(this.views));

  lodge(data: Partial<ComplaintCommandData['receive']>, occurredAt?: Instant): Promise<Reference> {
    return this.office.lodge(data, { by: complainant, ...(occurredAt !== undefined && { occurredAt }) });
  }

  /** Builds the views from all that has happened. */
  async index(...some: readonly Projection[]): Promise<void> {
    const { eventStore, codec, policies, now } = this.office;
    for (const projection of some.length > 0 ? some : [caseProjection, noteProjection, searchProjection]) {
      await rebuildView({ projection, readStore: this.readStore, eventStore, codec, policies, now: () => now });
    }
  }

  search(
    text: string,
    { reader = HANA, ...rest }: Partial<SearchRequest> & { readonly reader?: Asking } = {},
  ): Promise<SearchAnswer> {
    return this.handler.execute(new SearchCases({ text, ...rest }, { asking: reader, now: this.office.now }));
  }

  /** References of what is found, as displayed, in their order. */
  async found(...asked: Parameters<SearchOffice['search']>): Promise<readonly string[]> {
    return (await this.search(...asked)).items.map(({ reference }) => reference);
  }
}

/** As an answer shows them. */
export function shown(...references: readonly Reference[]): readonly string[] {
  return references.map(formatReference);
}
