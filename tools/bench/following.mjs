// Processor time of one event when all views follow a log in small batches, as they do while complaints are handled.
// REDRESS_BENCH_COMPLAINTS changes the number of complaints.
import { catalogue } from '@redress/contracts';
import { openSqliteReadStore } from '@redress/engine-sqlite';
import { EventCodec, KeyRing, ProjectionRunner } from '@redress/eventing';
import { loadConfig, openEngines, ServerSecrets } from '@redress/platform';
import { Policies } from '@redress/policies';
import { batchesOf, fill } from '@redress/sample-data';
import { services } from '@redress/standalone';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heading, ranging, ratios, row, spread, takeTurns, timed, whole } from './rounds.mjs';

const COMPLAINTS = Number(process.env.REDRESS_BENCH_COMPLAINTS ?? 500);
const TWO_YEARS_MS = 730 * 24 * 3_600_000;
const EVENTS_PER_BATCH = 100;
const ROUNDS = 3;
const now = () => new Date().toISOString();

export async function benchFollowing() {
  const data = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  const { eventStore, keyStore, close } = await openEngines(loadConfig({ REDRESS_DATA: data }));
  try {
    const masterKey = randomBytes(32);
    const secrets = new ServerSecrets(masterKey);
    const codec = new EventCodec(catalogue, new KeyRing({ store: keyStore, masterKey }));
    const policies = new Policies({ store: eventStore, codec, secrets, now });
    const until_ms = Date.now();
    const plan = { seed: 1, complaints: COMPLAINTS, since_ms: until_ms - TWO_YEARS_MS, until_ms };
    const stores = { events: eventStore, keys: keyStore, policies };
    const signal = new AbortController().signal;
    const { events } = await fill(stores, batchesOf(plan, { masterKey, secrets }, now()), { now: now(), signal });
    const microseconds = async (work) => (await timed(events, work)).microseconds;
    const sources = { eventStore, codec, policies, now };
    const { followed, read } = await takeTurns(ROUNDS, {
      followed: () => inFreshViews(data, (readStore) => microseconds(() => follow({ ...sources, readStore }))),
      read: () => microseconds(() => readAll(eventStore)),
    });
    heading(`${whole(events)} events, ${EVENTS_PER_BATCH} in a batch`, 'processor time for one, µs', 'ratio');
    row('reading and parsing', whole(spread(read).median), '1.00');
    row('all views', whole(spread(followed).median), ranging(ratios(followed, read)));
  } finally {
    await close();
    await rm(data, { recursive: true, force: true });
  }
}

async function inFreshViews(data, work) {
  const folder = await mkdtemp(join(data, 'views-'));
  const readStore = await openSqliteReadStore({ file: join(folder, 'views.db') });
  for (const { projections } of services) for (const { view } of projections) await readStore.define(view);
  const result = await work(readStore);
  await readStore.close();
  await rm(folder, { recursive: true });
  return result;
}

/** Every view takes in a batch before the next is read, so that they share their commits as in a running process. */
async function follow(sources) {
  const projections = services.flatMap((service) => service.projections);
  const runners = projections.map((projection) => new ProjectionRunner({ projection, ...sources }));
  let batch = [];
  const apply = async () => {
    const { position } = batch.at(-1);
    await Promise.all(runners.map((runner) => runner.apply({ events: batch, position })));
    batch = [];
  };
  for await (const event of sources.eventStore.readAll(0n)) if (batch.push(event) === EVENTS_PER_BATCH) await apply();
  if (batch.length > 0) await apply();
}

async function readAll(store) {
  for await (const event of store.readAll(0n))
    if (event.revision < 0) throw new RangeError('No event has such a revision.');
}
