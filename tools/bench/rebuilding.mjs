// Events per second when every view is rebuilt from the log, as a ratio to only reading and parsing the same log.
import { Complaints } from '@redress/complaints';
import { catalogue } from '@redress/contracts';
import { EventCodec, KeyRing, rebuildView } from '@redress/eventing';
import { loadConfig, openEngines, ServerSecrets } from '@redress/platform';
import { Policies } from '@redress/policies';
import { services } from '@redress/standalone';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heading, ratio, row, whole } from './rounds.mjs';

const COMPLAINTS = 5_000;
const COMMANDS_EACH = 4;
const AT_ONCE = 64;

export async function benchRebuilding() {
  const { commands, bare, views } = await measureRebuilding();
  heading('rebuilding a view', 'events per second', 'ratio');
  row('reading the log alone', whole(bare), '1.00');
  for (const [name, figure] of Object.entries(views)) row(name, whole(figure), ratio(figure, bare));
  process.stdout.write(`\nCommands without HTTP and consumers: ${whole(commands)} per second.\n`);
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
    const bare = await perSecond(() => readAll(engines.eventStore));
    const views = {};
    for (const projection of services.flatMap(({ projections }) => projections)) {
      const { readStore, eventStore } = engines;
      const sources = { projection, readStore, eventStore, codec, policies, now };
      views[projection.view.name] = await perSecond(async () => (await rebuildView(sources)).events);
    }
    return { commands, bare, views };
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

/** `work` returns the amount of work done. */
async function perSecond(work) {
  const start = performance.now();
  const done = await work();
  return (done * 1000) / (performance.now() - start);
}
