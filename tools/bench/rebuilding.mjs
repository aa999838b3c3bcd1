// Events per second when every view is rebuilt from the log, as a ratio to reading and parsing the same log and writing the same documents in
// the same batches, with neither folding nor indexes.
import { Complaints } from '@redress/complaints';
import { catalogue } from '@redress/contracts';
import { EventCodec, KeyRing, rebuildView } from '@redress/eventing';
import { loadConfig, openEngines, ServerSecrets } from '@redress/platform';
import { Policies } from '@redress/policies';
import { services } from '@redress/standalone';
import Database from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heading, ranging, ratios, row, spread, takeTurns, whole } from './rounds.mjs';

const COMPLAINTS = 5_000;
const COMMANDS_EACH = 4;
const AT_ONCE = 64;
const EVENTS_PER_BATCH = 500;
const ROUNDS = 3;

export async function benchRebuilding() {
  const { commands, alone, views } = await measureRebuilding();
  heading('rebuilding a view', 'events per second', 'reading and bare upserts', 'ratio');
  for (const [name, { rebuilt, bare }] of Object.entries(views)) {
    row(name, whole(spread(rebuilt).median), whole(spread(bare).median), ranging(ratios(rebuilt, bare)));
  }
  process.stdout.write(`\nReading the log alone: ${whole(alone)} events per second.\n`);
  process.stdout.write(`Commands without HTTP and consumers: ${whole(commands)} per second.\n`);
}

async function measureRebuilding() {
  const data = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  const engines = await openEngines(loadConfig({ REDRESS_DATA: data }));
  const masterKey = randomBytes(32);
  const codec = new EventCodec(catalogue, new KeyRing({ store: engines.keyStore, masterKey }));
  try {
    const parts = { store: engines.eventStore, codec, secrets: new ServerSecrets(masterKey), now };
    const policies = new Policies(parts);
    const commands = await perSecond(() => lodgeMany(new Complaints({ ...parts, policies })));
    const alone = await perSecond(() => readAll(engines.eventStore));
    const views = {};
    for (const projection of services.flatMap(({ projections }) => projections)) {
      const { readStore, eventStore } = engines;
      const { name } = projection.view;
      const sources = { projection, readStore, eventStore, codec, policies, now };
      await rebuildView(sources);
      const bodies = new Map();
      for await (const { id, body } of readStore.scan(name)) bodies.set(id, body);
      views[name] = await takeTurns(ROUNDS, {
        rebuilt: () => perSecond(async () => (await rebuildView(sources)).events),
        bare: () => perSecond(() => upsertAll(eventStore, bodies, join(data, `${name}-bare.db`))),
      });
    }
    return { commands, alone, views };
  } finally {
    await engines.close();
    await rm(data, { recursive: true, force: true });
  }
}

function now() {
  return new Date().toISOString();
}

/** Each complaint is received, acknowledged, assessed and noted: four events, like an open case. */
async function lodgeMany(complaints) {
  const handler = { caller: 'bench', actor: { id: 'bench', role: 'handler' } };
  const assessment = { severity: 'low', safetyImplication: false, complexity: 'simple', impact: 'individual' };
  let left = COMPLAINTS;
  const worker = async () => {
    while (left-- > 0) {
      const received = { description: 'The parcel never came.', product: 'delivery', channel: 'web', language: 'en' };
      const { reference } = await complaints.lodge(received, handler);
      await complaints.execute(reference, { type: 'acknowledge', data: {} }, handler);
      const assess = { ...assessment, immediateAction: 'none', rationale: 'A single parcel.' };
      await complaints.execute(reference, { type: 'assess', data: assess }, handler);
      await complaints.execute(
        reference,
        { type: 'add-note', data: { text: 'Asked the carrier.', visibility: 'internal' } },
        handler,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return COMPLAINTS * COMMANDS_EACH;
}

async function readAll(store) {
  let events = 0;
  for await (const event of store.readAll(0n)) if (event.revision >= 0) events += 1;
  return events;
}

/** Reads the log, and writes the document of each stream in a batch once, as it is in the end. */
async function upsertAll(store, bodies, file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec('DROP TABLE IF EXISTS documents; CREATE TABLE documents (id TEXT PRIMARY KEY, body TEXT NOT NULL)');
  const upsert = db.prepare(
    'INSERT INTO documents (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
  );
  const write = db.transaction((ids) => {
    for (const id of ids) if (bodies.has(id)) upsert.run(id, JSON.stringify(bodies.get(id)));
  });
  let events = 0;
  let batch = [];
  for await (const { stream } of store.readAll(0n)) {
    events += 1;
    if (batch.push(stream) < EVENTS_PER_BATCH) continue;
    write(new Set(batch));
    batch = [];
  }
  write(new Set(batch));
  db.close();
  return events;
}

/** `work` returns the amount of work done. */
async function perSecond(work) {
  const start = performance.now();
  const done = await work();
  return (done * 1000) / (performance.now() - start);
}
