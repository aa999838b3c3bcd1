// Following history and appending through the adapter for EventStoreDB, as ratios to its official client in the same run, on the stand-in.
import { EventStoreDBClient, excludeSystemEvents, jsonEvent, NO_STREAM, START } from '@eventstore/db-client';
import { openEventStoreDbEventStore } from '@redress/engine-eventstoredb';
import { EventStoreDbProcess } from '@redress/testing/engines';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintEvents, EVENTS_PER_COMPLAINT, recordAll } from './complaint-events.mjs';
import { heading, ranging, ratios, row, spread, takeTurns, timed, whole } from './rounds.mjs';

const COMPLAINTS = 2_000;
const EVENTS = COMPLAINTS * EVENTS_PER_COMPLAINT;
const APPENDS = 500;
const ROUNDS = 3;
/** As the adapter asks for. */
const SEARCH_WINDOW = 500;

export async function benchEventStoreDb() {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const server = await EventStoreDbProcess.start({ folder });
  stack.defer(() => server.stop());
  const store = await openEventStoreDbEventStore({ url: server.url });
  stack.defer(() => store.close());
  const client = EventStoreDBClient.connectionString(server.url);
  stack.defer(() => client.dispose());
  // One call for each append, as the adapter makes: faster than the client's batches here.
  client.supports = async () => false;
  const { events } = await complaintEvents(COMPLAINTS);
  await recordAll(store, events);
  print(
    `${whole(EVENTS)} events of history`,
    await takeTurns(ROUNDS, {
      'the client reading': () => received(client.readAll({ fromPosition: START }), (read) => read.cancel()),
      'the client subscribing': () => received(subscription(client), (subscribed) => subscribed.unsubscribe()),
      'the adapter following': () => followed(store),
    }),
  );
  process.stdout.write('\n');
  const sample = events[0];
  print(
    `${whole(APPENDS)} appends by one writer`,
    await takeTurns(ROUNDS, {
      'the client appending': () => appended((stream, revision) => appendByClient(client, stream, revision, sample)),
      'the adapter appending': () => appended((stream, revision) => appendByAdapter(store, stream, revision, sample)),
    }),
  );
}

function subscription(client) {
  return client.subscribeToAll({
    fromPosition: START,
    filter: excludeSystemEvents({ maxSearchWindow: SEARCH_WINDOW }),
  });
}

/** Receives the whole history of complaints, among events of the server and of other rounds. */
function received(stream, end) {
  const all = Promise.withResolvers();
  let count = 0;
  stream.on('data', ({ event }) => {
    if (!event.streamId.startsWith('$')) count += 1;
    if (count === EVENTS) all.resolve();
  });
  stream.on('error', all.reject);
  return timed(EVENTS, async () => {
    await all.promise;
    await end(stream);
  });
}

function followed(store) {
  return timed(EVENTS, async () => {
    const stop = new AbortController();
    let count = 0;
    for await (const { events } of store.follow(0n, { signal: stop.signal })) {
      count += events.length;
      if (count >= EVENTS) stop.abort();
    }
  });
}

let streams = 0;

function appended(append) {
  streams += 1;
  const stream = `appended-${streams}`;
  return timed(APPENDS, async () => {
    for (let revision = 0; revision < APPENDS; revision += 1) await append(stream, revision);
  });
}

async function appendByClient(client, stream, revision, { type, version, data, personal, metadata }) {
  const event = jsonEvent({ id: crypto.randomUUID(), type, data, metadata: { version, personal, metadata } });
  await client.appendToStream(stream, event, { expectedRevision: revision === 0 ? NO_STREAM : BigInt(revision - 1) });
}

async function appendByAdapter(store, stream, revision, sample) {
  const event = { ...sample, id: crypto.randomUUID(), stream, revision };
  await store.append(stream, revision === 0 ? 'none' : revision - 1, [event]);
}

function print(what, figures) {
  heading(what, 'per second', 'ratio', 'µs of this process for one', 'ratio');
  const [bare] = Object.values(figures);
  const column = (rounds, name) => rounds.map((round) => round[name]);
  for (const [name, rounds] of Object.entries(figures)) {
    const cells = ['perSecond', 'microseconds'].flatMap((unit) => [
      whole(spread(column(rounds, unit)).median),
      ranging(ratios(column(rounds, unit), column(bare, unit))),
    ]);
    row(name, ...cells);
  }
}
