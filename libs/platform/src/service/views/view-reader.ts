import { Inject, Injectable } from '@nestjs/common';
import type { Complaints } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import {
  type Comparison,
  type EventCodec,
  type FindQuery,
  type FoundValues,
  type JsonObject,
  MARK_MISSING_KEYS,
  type OpenedEvent,
  type ReadStore,
  type Revision,
  type ViewDocument,
} from '@redress/eventing';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '../../http/queries.js';
import { Problem } from '../../http/problems/problem.js';
import { EVENT_CODEC, READ_STORE } from '../engines/tokens.js';

const WAIT_MS_MAX = 2_000;
const FIRST_PAUSE_MS = 5;
const PAUSE_MS_MAX = 200;
const NONE: FoundValues = { rows: [], next: null };

/**
 * A document of a view with its personal values opened: `{ erased: true }` for an erased one, `{ keyMissing: true }` where the key is
 * missing.
 */
export interface OpenedDocument {
  readonly id: string;
  readonly revision: Revision;
  readonly body: JsonObject;
}

/** What documents of a view that is searched are found by. At most 1000 in a page. */
export interface TokenQuery extends Pick<FindQuery, 'sort' | 'limit'> {
  /** The field of terms. */
  readonly field: string;
  /** A document has one of each list. Put first the list that the fewest documents have one of. */
  readonly tokens: readonly (readonly string[])[];
}

/** Reads views for queries. Personal values are only opened here, so that read models hold nothing but ciphertext, and terms of a key. */
@Injectable()
export class ViewReader {
  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(EVENT_CODEC) private readonly codec: EventCodec,
  ) {}

  /**
   * Returns the document named `id` (for a complaint: its stream), undefined if there is none. With `atLeast`, waits up to two seconds
   * until the view has reached that revision, then throws `Problem('view-behind')`.
   */
  async get(view: string, id: string, atLeast?: Revision): Promise<OpenedDocument | undefined> {
    const document = await this.sealed(view, id, atLeast);
    return document && { ...document, body: await this.codec.openDocument(document.body, MARK_MISSING_KEYS) };
  }

  /** As {@link get}, without opening personal values. */
  async sealed(view: string, id: string, atLeast: Revision = -1): Promise<ViewDocument | undefined> {
    const deadlineMs = performance.now() + WAIT_MS_MAX;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
      const document = await this.store.get(view, id);
      if ((document?.revision ?? -1) >= atLeast) return document;
      if (performance.now() + pauseMs > deadlineMs) throw new Problem('view-behind', { retryAfterSeconds: 1 });
      await pause(pauseMs);
    }
  }

  /** Documents by id, at most 1000, without opening personal values; unknown ones are absent. */
  manySealed(view: string, ids: readonly string[]): Promise<ReadonlyMap<string, ViewDocument>> {
    return this.store.getMany(view, ids);
  }

  /** Returns one page of a view with its personal values opened. */
  async find(view: string, query: FindQuery): Promise<Page<OpenedDocument>> {
    const { items, next } = await this.findSealed(view, query);
    return { items: await this.opened(items), next };
  }

  /** These documents with their personal values opened. */
  async opened(documents: readonly ViewDocument[]): Promise<readonly OpenedDocument[]> {
    const sealed = documents.map(({ body }) => body);
    const bodies = await this.codec.openDocuments(sealed, MARK_MISSING_KEYS);
    return documents.map((document, index) => ({ ...document, body: bodies[index] ?? document.body }));
  }

  /**
   * The ids of the documents of a view that is searched, page by page: of those that for each list of tokens have the term of one of them. Ends
   * with `Problem('view-behind')` when the view is swapped meanwhile, because another generation has other terms.
   */
  async *idsByTokens(view: string, { field, tokens, ...rest }: TokenQuery): AsyncGenerator<readonly string[]> {
    const generation = await this.store.activeGeneration(view);
    const index = await this.codec.index.forReading(view, generation);
    const where = tokens.map((some): Comparison => ({
      field,
      is: 'has',
      values: some.map((one) => index?.termOf(one) ?? ''),
    }));
    for (let cursor: string | null | undefined; cursor !== null;) {
      const query = { ...rest, where, fields: [], ...(cursor !== undefined && { cursor }) };
      const { rows, next } = index === undefined ? NONE : await this.store.findValues(view, query);
      if ((await this.store.activeGeneration(view)) !== generation) {
        throw new Problem('view-behind', { retryAfterSeconds: 1 });
      }
      yield rows.map(({ id }) => id);
      cursor = next;
    }
  }

  /** As {@link find}, for callers who may not see personal values: they stay sealed. */
  async findSealed(view: string, query: FindQuery): Promise<Page<ViewDocument>> {
    const { documents, next } = await this.store.find(view, query);
    return { items: documents, next };
  }
}

/**
 * Returns a complaint's events, opened, oldest first, marked where a key is missing. Throws `Problem('complaint-unknown')`, and
 * `Problem('view-behind')` for a missing revision: this reads the log itself, so waiting would not help.
 */
export async function knownHistory(
  complaints: Complaints,
  reference: Reference,
  atLeast: Revision = 0,
): Promise<readonly OpenedEvent[]> {
  const events = await complaints.history(reference, MARK_MISSING_KEYS);
  if (events.length === 0) throw new Problem('complaint-unknown');
  if (events.length <= atLeast) throw new Problem('view-behind', { retryAfterSeconds: 1 });
  return events;
}
