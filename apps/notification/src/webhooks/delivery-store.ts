import type { Instant } from '@redress/domain';
import {
  ActiveGeneration,
  placeAfter,
  sideBySide,
  type EventBatch,
  type FoundPage,
  type ReadStore,
  type RecordedEvent,
  type Revision,
} from '@redress/eventing';
import { RacedDocuments, type WebhookSubscription } from '@redress/platform';
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

/** Stores deliveries in the read store, so that they survive a kill. */
export class DeliveryStore {
  private readonly documents: RacedDocuments;
  private readonly active: ActiveGeneration;

  constructor(
    private readonly readStore: ReadStore,
    private readonly now: () => Instant,
  ) {
    this.documents = new RacedDocuments(readStore, DELIVERIES_VIEW.name);
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
    const document = await this.documents.get(id);
    return document && { id, revision: document.revision, deliveries: deliveriesIn(document.body) };
  }

  /**
   * Applies `change` to the current document (undefined if there is none), again whenever another writer was faster. It returns undefined to
   * leave the document as it is.
   */
  async change(id: string, change: (deliveries: Deliveries | undefined) => Deliveries | undefined): Promise<void> {
    await this.documents.change(id, (document) => {
      const changed = change(document && deliveriesIn(document.body));
      return changed && { body: storedDeliveries(changed), told: undefined };
    });
  }
}
