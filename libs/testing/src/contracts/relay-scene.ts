import {
  Relay,
  StoreUnavailableError,
  type EventPublisher,
  type ReadStore,
  type RecordedEvent,
} from '@redress/eventing';
import { sealedEvents } from '../mothers/sealed-events.js';
import type { CoreEngines } from './core-harness.js';
import { before } from './event-store/event-store-harness.js';
import { overriding } from './overriding.js';

/** A topic in memory: what was published, in the order in which it arrived, repeats and all. */
export class Topic {
  readonly messages: RecordedEvent[] = [];

  /** `stream/revision` of each event when it appeared first. */
  get firstAppearances(): readonly string[] {
    return [...new Set(this.messages.map(({ stream, revision }) => `${stream}/${revision}`))];
  }
}

/** One relay process, which can be cut off from everything as a power cut, or a long pause, would. */
export class RelayProcess implements EventPublisher {
  readonly relay: Relay;
  readonly errors: unknown[] = [];
  readonly roles: boolean[] = [];
  /** Called before a batch reaches the topic; a rejection leaves it out. */
  beforePublish: () => Promise<void> = async () => undefined;
  /** Called when a batch has reached the topic; a rejection makes the relay think that it did not. */
  afterPublish: () => Promise<void> = async () => undefined;
  private hasBroker = true;
  private hasReadStore = true;

  constructor(
    engines: CoreEngines,
    private readonly topic: Topic,
    holder: string,
    lease_ms: number,
  ) {
    this.relay = new Relay({
      eventStore: engines.eventStore,
      readStore: this.cuttable(engines.readStore),
      publisher: this,
      destination: 'events',
      holder,
      lease_ms,
      onError: (error) => this.errors.push(error),
      onActive: (active) => this.roles.push(active),
    });
  }

  async publish(events: readonly RecordedEvent[]): Promise<void> {
    await this.beforePublish();
    if (!this.hasBroker) throw new StoreUnavailableError('The broker is out of reach.');
    this.topic.messages.push(...events);
    await this.afterPublish();
  }

  /** From now on it reaches neither the topic nor the store of its lease. */
  cutOff(): void {
    this.hasBroker = false;
    this.loseReadStore();
  }

  /** From now on it cannot renew its lease, nor learn that another has it. */
  loseReadStore(): void {
    this.hasReadStore = false;
  }

  close(): Promise<void> {
    return this.relay.close();
  }

  private cuttable(readStore: ReadStore): ReadStore {
    const unlessCut = <Result>(work: () => Promise<Result>): Promise<Result> =>
      this.hasReadStore ? work() : Promise.reject(new StoreUnavailableError('The read store is out of reach.'));
    return overriding(readStore, {
      get: (...given) => unlessCut(() => readStore.get(...given)),
      commit: (...given) => unlessCut(() => readStore.commit(...given)),
    });
  }
}

/** Records so many events, one append each, of a stream. */
export async function record({ eventStore }: CoreEngines, stream: string, from: number, to: number): Promise<void> {
  for (let revision = from; revision < to; revision += 1) {
    await eventStore.append(stream, before(revision), sealedEvents(stream, { from: revision }));
  }
}
