import { complaintStream } from '@redress/complaints';
import { ComplaintOffice, complainant, compliance } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { formatReference, type Asking, type ComplaintCommandData, type Instant } from '@redress/domain';
import {
  checkView,
  type DocumentFault,
  type Projection,
  ProjectionRunner,
  type ReadStore,
  rebuildView,
  type ViewSources,
} from '@redress/eventing';
import { ViewReader } from '@redress/platform';
import { MemoryReadStore } from '@redress/testing';
import { CaseNotes } from '../case-notes/case-notes.js';
import { noteProjection } from '../case-notes/note.projection.js';
import { caseProjection } from '../case-view/case.projection.js';
import { MessageKeys } from '../redaction/redaction.process.js';
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
    for (const projection of some.length > 0 ? some : [caseProjection, noteProjection, searchProjection]) {
      await rebuildView(this.sources(projection));
    }
  }

  /** What the running index is kept up to date with. */
  sources(projection: Projection = searchProjection): ViewSources {
    const { eventStore, codec, policies, now } = this.office;
    return { projection, readStore: this.readStore, eventStore, codec, policies, now: () => now };
  }

  /** Applies to the running index what happened since, as a consumer does. */
  async follow(): Promise<void> {
    const runner = new ProjectionRunner(this.sources());
    const position = await runner.position();
    const events = await Array.fromAsync(this.office.eventStore.readAll(position));
    await runner.apply({ events, position: events.at(-1)?.position ?? position });
  }

  /** Where the running index is not what a rebuild makes. */
  async faults(): Promise<readonly DocumentFault[]> {
    return (await checkView({ ...this.sources(), scratch: new MemoryReadStore() })).faults;
  }

  /** Redacts the words of an event, and destroys their key. */
  async redact(reference: Reference, message: number): Promise<void> {
    const { eventStore, keys, now } = this.office;
    const because = { by: compliance, reason: 'It names a neighbour.' };
    await this.office.does(reference, 'redact-message', { message }, because);
    await new MessageKeys(eventStore, keys, () => now).destroy(complaintStream(reference), message);
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
