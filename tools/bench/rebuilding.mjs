// Events per second when every view is rebuilt from the log, as a ratio to reading and parsing the same log and writing the same documents in
// the same batches, with neither folding nor indexes.
import { Complaints } from '@redress/complaints';
import { catalogue } from '@redress/contracts';
import { EventCodec, KeyRing, rebuildView, rebuildViews } from '@redress/eventing';
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
    const { readStore, eventStore } = engines;
    const projections = services.flatMap((service) => service.projections);
    const bodiesOf = async (name) => {
      const bodies = new Map();
      for await (const { id, body } of readStore.scan(name)) bodies.set(id, body);
      return bodies;
    };
    /** Against one reading of the log, and the bare upserts of all documents of all views. */
    const rebuildingAll = async () => {
      const bodies = await Promise.all(projections.map(({ view }) => bodiesOf(view.name)));
      const sources = { projections, readStore, eventStore, codec, policies, now };
      return takeTurns(ROUNDS, {
        rebuilt: () => perSecond(async () => (await rebuildViews(sources))[0].events),
        bare: () => perSecond(() => upsertAll(eventStore, bodies, join(data, 'all-bare.db'))),
      });
    };
    for (const projection of projections) {
      const { name } = projection.view;
      const sources = { projection, readStore, eventStore, codec, policies, now };
      await rebuildView(sources);
      const bodies = [await bodiesOf(name)];
      views[name] = await takeTurns(ROUNDS, {
        rebuilt: () => perSecond(async () => (await rebuildView(sources)).events),
        bare: () => perSecond(() => upsertAll(eventStore, bodies, join(data, `${name}-bare.db`))),
      });
    }
    views['all of them, in one scan'] = await rebuildingAll();
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

/** Reads the log, and writes the documents of each stream in a batch once, as they are in the end. `bodies`: by id, one map for each view. */
async function upsertAll(store, bodies, file) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  const upserts = bodies.map((_, view) => {
    db.exec(
      `DROP TABLE IF EXISTS documents${view}; CREATE TABLE documents${view} (id TEXT PRIMARY KEY, body TEXT NOT NULL)`,
    );
    return db.prepare(
      `INSERT INTO documents${view} (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
    );
  });
  const write = db.transaction((ids) => {
    bodies.forEach((own, view) => {
      for (const id of ids) if (own.has(id)) upserts[view].run(id, JSON.stringify(own.get(id)));
    });
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
