import type { Instant } from '@redress/domain';
import {
  ActiveGeneration,
  DocumentConflictError,
  placeAfter,
  sideBySide,
  StoreUnavailableError,
  type EventBatch,
  type FoundPage,
  type ReadStore,
  type RecordedEvent,
  type Revision,
} from '@redress/eventing';
import type { WebhookSubscription } from '@redress/platform';
import { randomUUID } from 'node:crypto';
import {
  deliveriesId,
  deliveriesIn,
  DELIVERIES_VIEW,
  noDeliveries,
  storedDeliveries,
  withEvent,
  type Deliveries,
} from './delivery-document.js';

/** Deliveries and the revision of their document. */
export interface Stored {
  readonly id: string;
  readonly revision: Revision;
  readonly deliveries: Deliveries;
}

/** Concurrent writers share a document: losing more often than this in a row is no coincidence. */
const WRITES_MAX = 20;

/** Stores deliveries in the read store, so that they survive a kill. Every write is guarded by the revision its writer last read. */
export class DeliveryStore {
  private readonly active: ActiveGeneration;

  constructor(
    private readonly readStore: ReadStore,
    private readonly now: () => Instant,
  ) {
    this.active = new ActiveGeneration(readStore, DELIVERIES_VIEW.name);
  }

  start(): Promise<void> {
    return this.readStore.define(DELIVERIES_VIEW);
  }

  /** Records the events of a batch that subscriptions ask for, then the batch's position. History goes only to who asks for it. */
  async takeIn(
    batch: EventBatch,
    subscriptions: readonly WebhookSubscription[],
    isHistory: (event: RecordedEvent) => Promise<boolean>,
  ): Promise<void> {
    const asked = batch.events.filter(({ type }) => subscriptions.some(({ events: types }) => types.includes(type)));
    const old = new Set<RecordedEvent>();
    await sideBySide(asked, async (event) => {
      if (await isHistory(event)) old.add(event);
    });
    const wanted = subscriptions.flatMap(({ name, events: types, history }) =>
      [
        ...Map.groupBy(
          asked.filter((event) => types.includes(event.type) && (history || !old.has(event))),
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

  /** Due deliveries, longest waiting first; at most `limit`. */
  async due(limit: number): Promise<readonly Stored[]> {
    const { documents } = await this.readStore.find(DELIVERIES_VIEW.name, {
      where: [{ field: 'dueAt', is: 'before', value: this.now() }],
      sort: { field: 'dueAt', direction: 'ascending' },
      limit,
    });
    return documents.map(({ id, revision, body }) => ({ id, revision, deliveries: deliveriesIn(body) }));
  }

  /** Documents with dead letters. */
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
   * Applies `change` to the current document (undefined if there is none), and retries until no other writer interferes. `change` may be
   * called again after a successful write, so it must return undefined when nothing is left to do.
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
   * A read store takes a second write of the same revision for a repeat, so both of two racing writers are told that they succeeded. The
   * stored write id shows which one did.
   */
  private async wrote(id: string, stored: Stored | undefined, changed: Deliveries): Promise<boolean> {
    const write = randomUUID();
    const expected = stored?.revision ?? 'none';
    const revision = expected === 'none' ? 0 : expected + 1;
    try {
      const body = storedDeliveries({ ...changed, write });
      await this.active.commit({ changes: [{ id, expected, revision, body }] });
    } catch (error) {
      if (error instanceof DocumentConflictError) return false;
      throw error;
    }
    return (await this.get(id))?.deliveries.write === write;
  }
}
