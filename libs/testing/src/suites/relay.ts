import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type EventPublisher,
  LOG_START,
  moveRelayPlace,
  type ReadStore,
  type RecordedEvent,
  Relay,
  relayPlaces,
  StoreUnavailableError,
  type StreamName,
  toPosition,
} from '@redress/eventing';
import { type CoreEngines, type CoreHarness, holdsEventually, overriding } from './core-harness.js';
import { before, numbers } from './event-store/event-store-harness.js';
import { sealedEvents } from './sealed-events.js';

const LEASE_MS = 200;
/** Never lost on a busy machine, for specs that count publications: a relay that takes its lease anew may repeat some. */
const LEASE_MS_LONG = 60_000;

/** The contract of the relay, on any engines for log and lease. */
export function relayContract(name: string, harness: CoreHarness): void {
  describe(`The relay on ${name}`, () => {
    let engines: CoreEngines;
    let topic: Topic;
    let processes: RelayProcess[];
    const start = (holder: string, lease_ms = LEASE_MS): RelayProcess => {
      const started = new RelayProcess(engines, topic, holder, lease_ms);
      processes.push(started);
      return started;
    };
    const names = (stream: StreamName, from: number, to: number) =>
      numbers(from, to).map((revision) => `${stream}/${revision}`);
    const isActive = (one: RelayProcess) => holdsEventually(() => expect(one.relay.state().role).toBe('active'));
    const holds = (...expected: readonly string[]) =>
      holdsEventually(() => expect(topic.firstAppearances).toEqual(expected));

    beforeEach(async () => {
      engines = await harness.open();
      topic = new Topic();
      processes = [];
    });
    afterEach(async () => {
      await Promise.all(processes.map((one) => one.close()));
      await harness.destroy(engines);
    });

    it('publishes history and then what is recorded later, in the order of the log, once each', async () => {
      await record(engines, 'complaint-A', 0, 30);
      const { relay } = start('one', LEASE_MS_LONG);
      await Promise.all([record(engines, 'complaint-A', 30, 60), record(engines, 'complaint-B', 0, 60)]);
      await holdsEventually(() => expect(topic.messages).toHaveLength(120));
      expect(topic.messages).toEqual(await Array.fromAsync(engines.eventStore.readAll(LOG_START)));
      await holdsEventually(async () => expect(relay.state().published).toBe(await engines.eventStore.head()));
      expect(relay.state()).toMatchObject({ role: 'active', healthy: true, oldestUnpublishedAt: undefined });
    });

    it('publishes a batch again until the broker has it, and nothing before that', async () => {
      await record(engines, 'complaint-A', 0, 5);
      const one = start('one', LEASE_MS_LONG);
      let failures = 0;
      one.afterPublish = async () => {
        if ((failures += 1) <= 3) throw new Error('The answer of the broker was lost.');
      };
      await holdsEventually(() => expect(one.relay.state().published).toBeGreaterThan(0n));
      expect(topic.messages.map(({ revision }) => revision)).toEqual([
        0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4,
      ]);
      expect(one.errors).toHaveLength(3);
    });

    it('tells what waits, and since when, while the broker is away', async () => {
      const one = start('one');
      await isActive(one);
      one.beforePublish = () => Promise.reject(new Error('The broker is away.'));
      await record(engines, 'complaint-A', 0, 1);
      await holdsEventually(() =>
        expect(one.relay.state()).toMatchObject({ healthy: false, oldestUnpublishedAt: '2026-11-02T08:00:00.000Z' }),
      );
      expect(one.relay.state().published).toBe(0n);
      one.beforePublish = async () => undefined;
      await holds('complaint-A/0');
    });

    it('goes on where it stopped, and repeats nothing that it had saved', async () => {
      await record(engines, 'complaint-A', 0, 10);
      const one = start('one', LEASE_MS_LONG);
      await holds(...names('complaint-A', 0, 10));
      await one.close();
      await record(engines, 'complaint-A', 10, 20);
      start('two', LEASE_MS_LONG);
      await holds(...names('complaint-A', 0, 20));
      expect(topic.messages).toHaveLength(20);
    });

    it('publishes again what it had published but not saved', async () => {
      await record(engines, 'complaint-A', 0, 10);
      const killed = start('killed', LEASE_MS_LONG);
      killed.afterPublish = async () => {
        if (topic.messages.length === 10) killed.cutOff();
      };
      await holds(...names('complaint-A', 0, 10));
      await record(engines, 'complaint-A', 10, 12);
      await isActive(start('next'));
      await holds(...names('complaint-A', 0, 12));
      // A relay that is too slow to renew its lease may repeat more.
      expect(topic.messages.length).toBeGreaterThanOrEqual(22);
    });

    it('lets one publish while another stands by, and takes over at once when the first is closed', async () => {
      const one = start('one', LEASE_MS_LONG);
      await isActive(one);
      const two = start('two');
      await holdsEventually(() => expect(two.relay.state().role).toBe('standby'));
      await record(engines, 'complaint-A', 0, 10);
      await holds(...names('complaint-A', 0, 10));
      await one.close();
      await isActive(two);
      await record(engines, 'complaint-A', 10, 20);
      // At least once: events sent before the position was saved may be repeated by the next relay.
      await holds(...names('complaint-A', 0, 20));
      expect([one.roles, two.roles]).toEqual([[true, false], [true]]);
    });

    it('takes over from one that gives no sign of life', async () => {
      const one = start('one');
      await isActive(one);
      one.cutOff();
      const two = start('two');
      await isActive(two);
      await record(engines, 'complaint-A', 0, 10);
      await holds(...names('complaint-A', 0, 10));
      await holdsEventually(() => expect(one.relay.state().role).toBe('standby'));
    });

    it('of many that want it at once gives the lease to one', async () => {
      const rivals = numbers(0, 8).map((number) => start(`rival-${number}`, LEASE_MS_LONG));
      await holdsEventually(() =>
        expect(rivals.filter(({ relay }) => relay.state().role === 'active')).toHaveLength(1),
      );
      await record(engines, 'complaint-A', 0, 10);
      await holds(...names('complaint-A', 0, 10));
      expect(topic.messages).toHaveLength(10);
    });

    it.each([
      { what: 'another event is there', eventId: 'an event of the other log', position: undefined },
      { what: 'the log has not come so far', eventId: undefined, position: toPosition(2n) ** 100n },
    ])(
      'publishes nothing while what it published last is not in this log ($what), and goes on from where it is told',
      async (other) => {
        await record(engines, 'complaint-A', 0, 5);
        const one = start('one');
        await holds(...names('complaint-A', 0, 5));
        await one.close();
        const [third] = (await Array.fromAsync(engines.eventStore.readAll(LOG_START))).slice(2);
        const stood = (await relayPlaces(engines.readStore)).get('events');
        const { position = stood?.position ?? LOG_START, eventId = stood?.eventId ?? 'none' } = other;
        await moveRelayPlace(engines.readStore, 'events', { position: toPosition(position), eventId });
        await record(engines, 'complaint-B', 0, 5);
        const two = start('two');
        await holdsEventually(() => expect(two.relay.state().astray).toMatchObject({ code: 'another-log' }));
        expect([two.relay.state().role, topic.messages.length]).toEqual(['standby', 5]);
        await moveRelayPlace(engines.readStore, 'events', { position: third!.position, eventId: third!.id });
        await holds(...names('complaint-A', 0, 5), ...names('complaint-B', 0, 5));
        expect(two.relay.state()).toMatchObject({ astray: undefined, role: 'active' });
        expect(topic.messages).toHaveLength(12);
      },
    );

    it('stops when the log is exchanged under it', async () => {
      await record(engines, 'complaint-A', 0, 5);
      const one = start('one');
      await holds(...names('complaint-A', 0, 5));
      const eventIdAt = engines.eventStore.eventIdAt.bind(engines.eventStore);
      engines.eventStore.eventIdAt = async () => 'an event of the other log';
      await holdsEventually(() =>
        expect(one.relay.state()).toMatchObject({ astray: { code: 'another-log' }, role: 'standby' }),
      );
      engines.eventStore.eventIdAt = eventIdAt;
      await isActive(one);
      expect(one.relay.state().astray).toBeUndefined();
    });

    it('takes on the id of the event where it stands, if none was kept', async () => {
      await record(engines, 'complaint-A', 0, 5);
      const [, second] = await Array.fromAsync(engines.eventStore.readAll(LOG_START));
      await moveRelayPlace(engines.readStore, 'events', { position: second!.position });
      const one = start('one');
      one.beforePublish = () => Promise.reject(new Error('The broker is away.'));
      await isActive(one);
      const stood = (await relayPlaces(engines.readStore)).get('events');
      expect(stood).toEqual({ position: second!.position, eventId: second!.id });
    });

    it('shows every event first in its order, although one that was overtaken wakes up in the middle of a batch', async () => {
      await record(engines, 'complaint-A', 0, 10);
      const sleeper = start('sleeper');
      const asleep = Promise.withResolvers<void>();
      const woken = Promise.withResolvers<void>();
      sleeper.beforePublish = () => {
        asleep.resolve();
        return woken.promise;
      };
      await asleep.promise;
      sleeper.loseReadStore();
      const two = start('two');
      await isActive(two);
      await record(engines, 'complaint-A', 10, 20);
      await holds(...names('complaint-A', 0, 20));
      woken.resolve();
      await holdsEventually(() => expect(sleeper.relay.state().role).toBe('standby'));
      await record(engines, 'complaint-A', 20, 30);
      await holds(...names('complaint-A', 0, 30));
      // The batch in progress of the suspended relay, of any size, and perhaps more until it noticed: all repeats.
      expect(topic.messages.length).toBeGreaterThan(30);
    });
  });
}

/** A topic in memory: published events in order of arrival, including repeats. */
class Topic {
  readonly messages: RecordedEvent[] = [];

  /** `stream/revision` of each event, in order of first appearance. */
  get firstAppearances(): readonly string[] {
    return [...new Set(this.messages.map(({ stream, revision }) => `${stream}/${revision}`))];
  }
}

/** One relay process, which can be disconnected as by a power cut or a long suspension. */
class RelayProcess implements EventPublisher {
  readonly relay: Relay;
  readonly errors: unknown[] = [];
  readonly roles: boolean[] = [];
  /** Called before a batch reaches the topic; a rejection drops it. */
  beforePublish: () => Promise<void> = async () => undefined;
  /** Called when a batch has reached the topic; a rejection makes the relay believe that it did not. */
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

  /** Disconnects it from the topic and from the store of its lease. */
  cutOff(): void {
    this.hasBroker = false;
    this.loseReadStore();
  }

  /** Prevents it from renewing its lease and from learning that another has it. */
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

/** Records events of a stream, one append each. */
async function record({ eventStore }: CoreEngines, stream: StreamName, from: number, to: number): Promise<void> {
  for (let revision = from; revision < to; revision += 1) {
    await eventStore.append(stream, before(revision), sealedEvents(stream, { from: revision }));
  }
}
