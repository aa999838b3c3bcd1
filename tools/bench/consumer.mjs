// Events per second into the view of cases in MongoDB, as a ratio to bare bulk upserts of the same documents in the same run.
import { caseHandling } from '@redress/case-handling';
import { openKafkaEventPublisher, openKafkaEventStream } from '@redress/engine-kafka';
import { openMongoReadStore } from '@redress/engine-mongodb';
import { ProjectionRunner } from '@redress/eventing';
import { KafkaBrokers, MongoDbStandIn } from '@redress/testing/engines';
import { MongoClient } from 'mongodb';
import { DeclaredView } from '../../libs/engines/mongodb/dist/read-store/declared-view.js';
import { storedDocument } from '../../libs/engines/mongodb/dist/read-store/documents.js';
import { complaintEvents, EVENTS_PER_COMPLAINT } from './complaint-events.mjs';
import { heading, ranging, ratios, row, spread, takeTurns, timed, whole } from './rounds.mjs';

const COMPLAINTS = 5_000;
const EVENTS = COMPLAINTS * EVENTS_PER_COMPLAINT;
const ROUNDS = 3;
const EVENTS_PER_PUBLISH = 1_000;
const CONSUMING_MS_MAX = 60_000;
const [projection] = caseHandling.projections;
const view = new DeclaredView(projection.view);

export async function benchConsumer() {
  await using stack = new AsyncDisposableStack();
  const brokers = await KafkaBrokers.start();
  stack.defer(() => brokers.stop());
  const mongo = await MongoDbStandIn.start();
  stack.defer(() => mongo.stop());
  const client = await MongoClient.connect(mongo.url);
  stack.defer(() => client.close());
  const { events, ...reading } = await complaintEvents(COMPLAINTS);
  const url = brokers.url('bench');
  await publishAll(
    url,
    events.map((event) => ({ ...event, position: event.position })),
  );

  const commits = await recordedCommits(url, mongo, reading);
  const figures = await takeTurns(ROUNDS, {
    'bulk upserts of the same documents': () => bareUpserts(client, commits),
    'the view of cases, from Kafka': () => consumed(url, mongo, reading),
    'the view of cases, batches in memory': () => applied(mongo, reading, commits),
    'reading Kafka alone': () => readKafka(url),
  });
  print(figures, commits);
}

async function publishAll(url, events) {
  const publisher = await openKafkaEventPublisher({ url });
  for (let from = 0; from < events.length; from += EVENTS_PER_PUBLISH) {
    await publisher.publish(events.slice(from, from + EVENTS_PER_PUBLISH));
  }
  await publisher.close();
}

let names = 0;

/** A new, empty view; calls `onCommit` with each commit. */
async function openView(mongo, reading, onCommit = () => undefined) {
  names += 1;
  const readStore = await openMongoReadStore({ url: `${mongo.url}/bench${names}`, service: 'cases' });
  const watched = new Proxy(readStore, {
    get: (target, name) => {
      if (name !== 'commit') return typeof target[name] === 'function' ? target[name].bind(target) : target[name];
      return (_, commit) => {
        onCommit(commit);
        return target.commit(_, commit);
      };
    },
  });
  // Every event is on the topic, so no gap makes the runner read an event store.
  const runner = new ProjectionRunner({ projection, readStore: watched, eventStore: undefined, ...reading, now });
  await runner.start();
  return { runner, close: () => readStore.close() };
}

function now() {
  return new Date().toISOString();
}

/** Consumes the whole topic as a new group, from the first batch to the last. Joining the group is not measured. */
async function consume(url, handle) {
  names += 1;
  const stream = await openKafkaEventStream({ url: `${url}?group-prefix=bench${names}.` });
  const begun = Promise.withResolvers();
  const done = Promise.withResolvers();
  const late = setTimeout(() => done.reject(new Error('The topic was not consumed in time.')), CONSUMING_MS_MAX);
  let left = EVENTS;
  const counted = async (batch) => {
    begun.resolve();
    await handle(batch);
    left -= batch.events.length;
    if (left === 0) done.resolve();
  };
  stream.consume({ group: 'cases', start: async () => 0n, handle: counted, onError: done.reject });
  try {
    await Promise.race([begun.promise, done.promise]);
    return await timed(EVENTS, () => done.promise);
  } finally {
    clearTimeout(late);
    await stream.close();
  }
}

async function consumed(url, mongo, reading) {
  const opened = await openView(mongo, reading);
  try {
    return await consume(url, (batch) => opened.runner.apply(batch));
  } finally {
    await opened.close();
  }
}

function readKafka(url) {
  return consume(url, () => Promise.resolve());
}

/** The batches of one run, each with the documents as they were after it. */
async function recordedCommits(url, mongo, reading) {
  const commits = [];
  const changes = [];
  const opened = await openView(mongo, reading, (commit) => changes.push(commit.changes));
  await consume(url, async (batch) => {
    await opened.runner.apply(batch);
    commits.push({ batch, documents: changes.at(-1).map((change) => storedDocument(view, change)) });
  });
  await opened.close();
  return commits;
}

async function applied(mongo, reading, commits) {
  const opened = await openView(mongo, reading);
  try {
    return await timed(EVENTS, async () => {
      for (const { batch } of commits) await opened.runner.apply(batch);
    });
  } finally {
    await opened.close();
  }
}

/** Writes the same documents in the same batches, with the same indexes and concern, without guards, checkpoints, reads or folds. */
async function bareUpserts(client, commits) {
  names += 1;
  const collection = client
    .db(`bench${names}-bare`)
    .collection('cases', { writeConcern: { w: 'majority', journal: true } });
  await collection.createIndexes([...view.indexes].map(([name, key]) => ({ name, key })));
  return timed(EVENTS, async () => {
    for (const { documents } of commits) {
      const operations = documents.map(({ _id, ...replacement }) => ({
        replaceOne: { filter: { _id }, replacement, upsert: true },
      }));
      await collection.bulkWrite(operations, { ordered: false });
    }
  });
}

function print(figures, commits) {
  const written = commits.reduce((sum, { documents }) => sum + documents.length, 0);
  const title = `${whole(EVENTS)} events in ${commits.length} batches, ${whole(written)} documents written`;
  heading(title, 'events per second', 'ratio', 'µs of this process for one');
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
