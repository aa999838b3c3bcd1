import type { Instant } from '@redress/domain';
import {
  eachFound,
  type Json,
  openValue,
  type ReadStore,
  sealValue,
  type SealedField,
  type ViewDefinition,
  type ViewDocument,
} from '@redress/eventing';
import { RacedDocuments } from '@redress/platform';
import { lookAt, type ReportState } from './report-state.js';

/** The reports that people scheduled: about no complaint, so no event tells of them, and nothing can build them anew. */
export const REPORTS: ViewDefinition = {
  name: 'reports',
  fields: { lookAt: 'string', isKept: 'boolean' },
  indexes: [['lookAt'], ['isKept', 'lookAt']],
};

/** Sorts after every instant. */
const NEVER = '9999';
const PAGE_MAX = 200;

/** A report as it is stored: who gets it may be personal, so it is sealed. A deleted one has no content. */
interface StoredReport {
  readonly lookAt: string;
  readonly isKept: boolean;
  readonly sealed: SealedField | null;
}

/** Scheduled reports in the read store, one document each, sealed under a key of the server. */
export class ReportStore {
  private readonly documents: RacedDocuments;

  constructor(
    private readonly readStore: ReadStore,
    private readonly key: Uint8Array,
  ) {
    this.documents = new RacedDocuments(readStore, REPORTS.name);
  }

  /** To be called before the first use. */
  define(): Promise<void> {
    return this.readStore.define(REPORTS);
  }

  /** Undefined for one that was deleted, too. */
  async get(id: string): Promise<ReportState | undefined> {
    const document = await this.documents.get(id);
    return document && this.stateIn(document);
  }

  /** Every report with its id, the one that is due first first. */
  async all(): Promise<ReadonlyMap<string, ReportState>> {
    const query = {
      where: [{ field: 'isKept', is: 'equal', value: true }],
      sort: { field: 'lookAt', direction: 'ascending' },
      limit: PAGE_MAX,
    } as const;
    const found = new Map<string, ReportState>();
    for await (const document of eachFound((page) => this.readStore.find(REPORTS.name, page), query)) {
      const state = this.stateIn(document);
      if (state !== undefined) found.set(document.id, state);
    }
    return found;
  }

  /** Ids of the reports to be looked at, longest waiting first; at most `limit`. */
  async due(now: Instant, limit: number): Promise<readonly string[]> {
    const { documents } = await this.readStore.find(REPORTS.name, {
      where: [{ field: 'lookAt', is: 'before', value: now }],
      sort: { field: 'lookAt', direction: 'ascending' },
      limit,
    });
    return documents.map(({ id }) => id);
  }

  /** Stores a new report under an id that none has. */
  async add(id: string, state: ReportState): Promise<void> {
    await this.documents.change(id, (document) =>
      document === undefined ? { body: this.stored(id, state), told: undefined } : undefined,
    );
  }

  /**
   * Replaces a report by what `change` makes of it, again when somebody else was faster; `deleted` deletes it, undefined leaves it. A
   * `Problem` that `change` throws is passed on. Returns the new state, undefined when it was left or is not there. Throws
   * `StoreUnavailableError` when others are always faster.
   */
  change(
    id: string,
    change: (state: ReportState) => ReportState | 'deleted' | undefined,
  ): Promise<ReportState | 'deleted' | undefined> {
    return this.documents.change(id, (document) => {
      const state = document && this.stateIn(document);
      const changed = state && change(state);
      return changed && { body: this.stored(id, changed), told: changed };
    });
  }

  private stored(id: string, state: ReportState | 'deleted'): StoredReport {
    if (state === 'deleted') return { lookAt: NEVER, isKept: false, sealed: null };
    const sealed = sealValue(this.key, placeOf(id), state as unknown as Json);
    return { lookAt: lookAt(state) ?? NEVER, isKept: true, sealed };
  }

  private stateIn({ id, body }: ViewDocument): ReportState | undefined {
    const { sealed } = body as unknown as StoredReport;
    return sealed === null ? undefined : (openValue(this.key, placeOf(id), sealed) as unknown as ReportState);
  }
}

/** Bound to the ciphertext, so that the contents of two reports cannot be exchanged. */
function placeOf(id: string) {
  return { event: id, type: 'report', field: '/state' };
}
