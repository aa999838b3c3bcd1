import { afterEach, beforeEach } from '@jest/globals';
import {
  type DocumentChange,
  type FindQuery,
  type JsonObject,
  type ParkedStream,
  type ReadStore,
  type StreamName,
  toPosition,
  type ViewDefinition,
  type Instant,
} from '@redress/eventing';

/** The functions an engine provides to run the contract suite. */
export interface ReadStoreHarness {
  /** An empty store. */
  open(): Promise<ReadStore>;
  /** Restarts: closes the store and opens its data again. Absent for an engine without persistence. */
  reopen?(store: ReadStore): Promise<ReadStore>;
  /** Removes everything that `open` created, closed or not. */
  destroy(): Promise<void>;
}

/** A view with a field of every type, and one of a type of text and of terms inside another object. */
export const caseQueue: ViewDefinition = {
  name: 'case-queue',
  fields: {
    status: 'string',
    dueAt: 'string',
    urgent: 'boolean',
    days: 'number',
    'handler.team': 'string',
    words: 'terms',
    'handler.words': 'terms',
  },
  indexes: [['status', 'dueAt'], ['dueAt'], ['handler.team', 'days']],
};

export const view = caseQueue.name;

/** A separate store for every spec, with the view defined, and shared steps. */
export class ReadStoreBench {
  store!: ReadStore;

  constructor(private readonly harness: ReadStoreHarness) {
    beforeEach(async () => {
      this.store = await harness.open();
      await this.store.define(caseQueue);
    });
    afterEach(async () => {
      await this.store.close();
      await harness.destroy();
    });
  }

  get canReopen(): boolean {
    return this.harness.reopen !== undefined;
  }

  async reopen(): Promise<void> {
    this.store = await this.harness.reopen!(this.store);
    await this.store.define(caseQueue);
  }

  /** Commits these changes to the active generation. */
  async commit(changes: readonly DocumentChange[], position?: bigint): Promise<void> {
    const generation = await this.store.activeGeneration(view);
    await this.store.commit(view, changesOnly(generation, changes, position));
  }

  /** Stores new documents with these bodies, by id. */
  insert(bodies: { readonly [id: string]: JsonObject }): Promise<void> {
    return this.commit(Object.entries(bodies).map(([id, body]) => change(id, 'none', 0, body)));
  }

  async find(query: Partial<FindQuery>): Promise<readonly string[]> {
    const { documents } = await this.store.find(view, { ...byDueDate, ...query });
    return documents.map(({ id }) => id);
  }

  /** Reads ids page by page to the end; `between` runs before each page except the first. */
  async pages(query: FindQuery, between: () => Promise<void> = async () => undefined): Promise<readonly string[][]> {
    const pages: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      if (cursor !== undefined) await between();
      const { documents, next } = await this.store.find(view, cursor === undefined ? query : { ...query, cursor });
      pages.push(documents.map(({ id }) => id));
      cursor = next;
    }
    return pages;
  }
}

export const byDueDate: FindQuery = { where: [], sort: { field: 'dueAt', direction: 'ascending' }, limit: 200 };

export function change(id: string, expected: number | 'none', revision: number, body: JsonObject = {}): DocumentChange {
  return { id, expected, revision, body };
}

export function changesOnly(generation: number, changes: readonly DocumentChange[], position?: bigint) {
  return {
    generation,
    changes,
    park: [],
    unpark: [],
    ...(position === undefined ? {} : { position: toPosition(position) }),
  };
}

export function parkedStream(stream: StreamName, parkedAt: Instant, attempts = 1): ParkedStream {
  const error = 'InvalidEventError invalid-event';
  return { stream, revision: 3, eventId: `${stream}-3`, eventType: 'NoteAdded', error, parkedAt, attempts };
}
