import {
  ActiveGeneration,
  DocumentConflictError,
  placeAfter,
  sideBySide,
  StoreUnavailableError,
  type EventBatch,
  type FoundPage,
  type JsonObject,
  type ReadStore,
  type Revision,
} from '@redress/eventing';
import type { WebhookSubscription } from '@redress/platform';
import { randomUUID } from 'node:crypto';
import {
  deliveriesId,
  deliveriesIn,
  DELIVERIES_VIEW,
  noDeliveries,
  withEvent,
  type Deliveries,
} from './delivery-document.js';

/** Deliveries and the revision of the document that they were read from. */
export interface Stored {
  readonly id: string;
  readonly revision: Revision;
  readonly deliveries: Deliveries;
}

/** Others write to the same document: more often than this in a row is no chance. */
const WRITES_MAX = 20;

/** What is to be delivered, kept in the read store: it survives any kill, and every write is guarded by what its writer last saw. */
export class DeliveryStore {
  private readonly active: ActiveGeneration;

  constructor(
    private readonly readStore: ReadStore,
    private readonly now: () => string,
  ) {
    this.active = new ActiveGeneration(readStore, DELIVERIES_VIEW.name);
  }

  start(): Promise<void> {
    return this.readStore.define(DELIVERIES_VIEW);
  }

  /** Takes in the events of a batch that somebody wants, and the batch's position once all of them are kept. */
  async takeIn(batch: EventBatch, subscriptions: readonly WebhookSubscription[]): Promise<void> {
    const wanted = subscriptions.flatMap(({ name, events: types }) =>
      [
        ...Map.groupBy(
          batch.events.filter(({ type }) => types.includes(type)),
          ({ stream }) => stream,
        ),
      ].map(([stream, ofStream]) => ({
        subscription: name,
        stream,
        revisions: ofStream.map(({ revision }) => revision),
      })),
    );
    await sideBySide(wanted, ({ subscription, stream, revisions }) => {
      const now = this.now();
      return this.change(deliveriesId(subscription, stream), (stored) => {
        const before = stored ?? noDeliveries(subscription, stream);
        const after = revisions.reduce((all, revision) => withEvent(all, revision, now), before);
        return after === before ? undefined : after;
      });
    });
    await this.active.commit(placeAfter(batch));
  }

  /** What is due, the longest waiting first; at most `limit`. */
  async due(limit: number): Promise<readonly Stored[]> {
    const { documents } = await this.readStore.find(DELIVERIES_VIEW.name, {
      where: [{ field: 'dueAt', is: 'before', value: this.now() }],
      sort: { field: 'dueAt', direction: 'ascending' },
      limit,
    });
    return documents.map(({ id, revision, body }) => ({ id, revision, deliveries: deliveriesIn(body) }));
  }

  /** Those of which something was given up. */
  dead(limit: number, cursor?: string): Promise<FoundPage> {
    return this.readStore.find(DELIVERIES_VIEW.name, {
      where: [{ field: 'deadCount', is: 'from', value: 1 }],
      sort: { field: 'deadCount', direction: 'descending' },
      limit,
      ...(cursor !== undefined && { cursor }),
    });
  }

  async get(id: string): Promise<Stored | undefined> {
    const document = await this.readStore.get(DELIVERIES_VIEW.name, id);
    return document && { id, revision: document.revision, deliveries: deliveriesIn(document.body) };
  }

  /**
   * Writes what `change` makes of the document as it now is (undefined: there is none), again until nobody came between. `change` may be
   * asked again after it was written, so it must answer undefined when nothing is left to do.
   */
  async change(id: string, change: (deliveries: Deliveries | undefined) => Deliveries | undefined): Promise<void> {
    for (let tries = 1; tries <= WRITES_MAX; tries += 1) {
      const stored = await this.get(id);
      const changed = change(stored?.deliveries);
      if (changed === undefined || (await this.wrote(id, stored, changed))) return;
    }
    throw new StoreUnavailableError(`Too many write to one document of ${DELIVERIES_VIEW.name}.`);
  }

  /**
   * The guard of a read store takes a write of the same revision for a repeat of its own, so of two that raced both are told that they were
   * written. The mark of what is stored tells who was.
   */
  private async wrote(id: string, stored: Stored | undefined, changed: Deliveries): Promise<boolean> {
    const write = randomUUID();
    const expected = stored?.revision ?? 'none';
    const revision = expected === 'none' ? 0 : expected + 1;
    try {
      const body = { ...changed, write } as unknown as JsonObject;
      await this.active.commit({ changes: [{ id, expected, revision, body }] });
    } catch (error) {
      if (error instanceof DocumentConflictError) return false;
      throw error;
    }
    return (await this.get(id))?.deliveries.write === write;
  }
}
