// Events per second through the relay, as a ratio to kafkajs sending the same messages in the same run.
import { openEventStoreDbEventStore } from '@redress/engine-eventstoredb';
import { openKafkaEventPublisher } from '@redress/engine-kafka';
import { Relay, toCloudEventMessage } from '@redress/eventing';
import { EventStoreDbProcess, KafkaBrokers } from '@redress/testing/engines';
import kafkajs from 'kafkajs';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inSends } from '../../libs/engines/kafka/dist/kafka-event-publisher.js';
import { MemoryReadStore } from '../../libs/testing/dist/engines/memory/memory-read-store.js';
import { complaintEvents, EVENTS_PER_COMPLAINT, recordAll } from './complaint-events.mjs';
import { heading, ranging, ratios, row, spread, takeTurns, timed, whole } from './rounds.mjs';

const COMPLAINTS = 20_000;
const EVENTS = COMPLAINTS * EVENTS_PER_COMPLAINT;
const ROUNDS = 3;
/** Warm-up of the follower's thread, which is new each time and whose code must first be compiled. */
const WARMING_UP = 20_000;
/** The relay's batch size. */
const EVENTS_PER_BATCH = 1_000;

export async function benchRelay() {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const brokers = await KafkaBrokers.start();
  stack.defer(() => brokers.stop());
  const server = await EventStoreDbProcess.start({ folder });
  stack.defer(() => server.stop());
  const store = await openEventStoreDbEventStore({ url: server.url });
  stack.defer(() => store.close());
  const threaded = await openEventStoreDbEventStore({ url: server.url, followInThread: true });
  stack.defer(() => threaded.close());
  await recordAll(store, (await complaintEvents(COMPLAINTS)).events);
  const events = await Array.fromAsync(store.readAll(0n));

  const batches = Array.from({ length: Math.ceil(EVENTS / EVENTS_PER_BATCH) }, (_, index) =>
    events.slice(index * EVENTS_PER_BATCH, (index + 1) * EVENTS_PER_BATCH),
  );
  const sends = batches.flatMap((batch) => [...inSends(batch)]);
  const positions = events.map(({ position }) => position);
  const figures = await takeTurns(ROUNDS, {
    'kafkajs sending the same messages': () => bareSends(brokers, sends),
    'the relay, events in memory': () => relayed(brokers, inMemory(batches), positions),
    'the relay, events in the stand-in for EventStoreDB': () => relayed(brokers, threaded, positions),
    'the same in one thread': () => relayed(brokers, store, positions),
    'reading the stand-in alone': () => readThrough(threaded, positions),
    'reading it in one thread': () => readThrough(store, positions),
    'making the messages alone': () =>
      timed(EVENTS, () => batches.forEach((batch) => batch.map((event) => toCloudEventMessage(event)))),
  });
  print(figures, sends);
}

let topics = 0;

/** A publisher whose topic exists and is empty, and whose producer has sent. */
async function openTopic(brokers) {
  topics += 1;
  return { topic: `bench-${topics}`, url: brokers.url(`bench-${topics}`) };
}

async function bareSends(brokers, sends) {
  const { topic, url } = await openTopic(brokers);
  await (await openKafkaEventPublisher({ url })).close();
  const kafka = new kafkajs.Kafka({ brokers: [...brokers.addresses], logLevel: kafkajs.logLevel.NOTHING });
  const createPartitioner = kafkajs.Partitioners.DefaultPartitioner;
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner });
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, messages: [sends[0][0]] });
    return await timed(EVENTS, async () => {
      for (const messages of sends) await producer.send({ topic, acks: -1, messages: [...messages] });
    });
  } finally {
    await producer.disconnect();
  }
}

/** Measures after the relay's warm-up. */
async function relayed(brokers, eventStore, positions) {
  const { topic, url } = await openTopic(brokers);
  const publisher = await openKafkaEventPublisher({ url });
  const readStore = new MemoryReadStore();
  const relay = new Relay({ eventStore, publisher, readStore, destination: topic, holder: 'bench' });
  const hasReached = async (position) => {
    while (relay.state().published < position) await pause(1);
  };
  try {
    await hasReached(positions[WARMING_UP]);
    const done = positions.indexOf(relay.state().published) + 1;
    return await timed(positions.length - done, () => hasReached(positions.at(-1)));
  } finally {
    await relay.close();
    await publisher.close();
  }
}

/** The part of a store that the relay needs. */
function inMemory(batches) {
  return {
    async *follow(_, { signal }) {
      for (const events of batches)
        yield { events, position: events.at(-1).position, caughtUp: events === batches.at(-1) };
      if (!signal.aborted) await once(signal, 'abort');
    },
  };
}

/** Measures after the warm-up of the store's follower. */
async function readThrough(store, positions) {
  const following = store.follow(0n, { signal: new AbortController().signal, batchSize: EVENTS_PER_BATCH });
  const batches = following[Symbol.asyncIterator]();
  const takeUpTo = async (position) => {
    for (;;) {
      const reached = (await batches.next()).value.position;
      if (reached >= position) return reached;
    }
  };
  try {
    const done = positions.indexOf(await takeUpTo(positions[WARMING_UP])) + 1;
    return await timed(positions.length - done, () => takeUpTo(positions.at(-1)));
  } finally {
    await batches.return();
  }
}

function print(figures, sends) {
  const messages = sends.flat();
  const bytes = messages.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0);
  heading(
    `${whole(EVENTS)} events of ${whole(bytes / EVENTS)} bytes`,
    'per second',
    'ratio',
    'µs of this process for one',
  );
  const [bare] = Object.values(figures);
  const speeds = (rounds) => rounds.map(({ perSecond }) => perSecond);
  for (const [name, rounds] of Object.entries(figures)) {
    const microseconds = spread(rounds.map((figure) => figure.microseconds)).median;
    row(
      name,
      whole(spread(speeds(rounds)).median),
      ranging(ratios(speeds(rounds), speeds(bare))),
      microseconds.toFixed(1),
    );
  }
}
