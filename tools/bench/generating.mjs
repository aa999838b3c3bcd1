// Processor time of generating complaints, by what is done: deciding and sealing them, writing them, and building the views.
// REDRESS_BENCH_COMPLAINTS changes the number of complaints.
import { catalogue } from '@redress/contracts';
import { EventCodec, KeyRing, rebuildViews } from '@redress/eventing';
import { loadConfig, openEngines, ServerSecrets } from '@redress/platform';
import { Policies } from '@redress/policies';
import { batchesOf, fill } from '@redress/sample-data';
import { services } from '@redress/standalone';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heading, row, whole } from './rounds.mjs';

const COMPLAINTS = Number(process.env.REDRESS_BENCH_COMPLAINTS ?? 5_000);
const TWO_YEARS_MS = 730 * 24 * 3_600_000;
/** As `redress generate` has them. */
const EVENTS_PER_COMMIT = 10_000;
const now = () => new Date().toISOString();

export async function benchGenerating() {
  const data = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  const engines = await openEngines(loadConfig({ REDRESS_DATA: data }));
  try {
    const { eventStore, keyStore, readStore } = engines;
    const masterKey = randomBytes(32);
    const secrets = new ServerSecrets(masterKey);
    const codec = new EventCodec(catalogue, new KeyRing({ store: keyStore, masterKey }));
    const policies = new Policies({ store: eventStore, codec, secrets, now });
    const until_ms = Date.now();
    const plan = { seed: 1, complaints: COMPLAINTS, since_ms: until_ms - TWO_YEARS_MS, until_ms };
    const generated = batchesOf(plan, { masterKey, secrets }, now());
    heading(`${whole(COMPLAINTS)} complaints`, 'processor time for one, µs');

    const [batches, deciding] = await timed(() => Array.fromAsync(generated));
    row('deciding and sealing', whole(deciding));
    const stores = { events: eventStore, keys: keyStore, policies };
    const signal = new AbortController().signal;
    const [filled, writing] = await timed(() => fill(stores, inTurn(batches), { now: now(), signal }));
    row('writing keys and events', whole(writing));
    const all = services.flatMap(({ projections }) => projections);
    const projections = all.map((projection) => {
      const { name, version = 1 } = projection.view;
      return { ...projection, view: { name, version, fields: {}, indexes: [] } };
    });
    const sources = { readStore, eventStore, codec, policies, now, eventsPerBatch: EVENTS_PER_COMMIT };
    let [, views] = await timed(() => rebuildViews({ projections, ...sources }));
    row('the documents of all views', whole(views));
    for (const { view } of all) {
      const [, defining] = await timed(() => readStore.define(view));
      row(`the fields of ${view.name}`, whole(defining));
      views += defining;
    }
    row('all', whole(deciding + writing + views));
    const bytes = await Promise.all(['events.db', 'keys.db', 'views.db'].map((file) => sizeOf(join(data, file))));
    const each = bytes.map((size) => whole(size / COMPLAINTS));
    process.stdout.write(
      `\n${(filled.events / COMPLAINTS).toFixed(1)} events each; bytes each: ${each.join(', ')} (events, keys, views).\n`,
    );
  } finally {
    await engines.close();
    await rm(data, { recursive: true, force: true });
  }
}

async function* inTurn(batches) {
  yield* batches;
}

/** The result of work, and the processor time that it took for one complaint, in microseconds. */
async function timed(work) {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / COMPLAINTS];
}

async function sizeOf(file) {
  const wal = await stat(`${file}-wal`).catch(() => ({ size: 0 }));
  return (await stat(file)).size + wal.size;
}
