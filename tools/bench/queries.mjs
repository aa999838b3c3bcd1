// What each query of the lists and of the summary takes, and what liveness and lodging take meanwhile.
// REDRESS_BENCH_COMPLAINTS changes the number of complaints; REDRESS_BENCH_DATA keeps them in that folder for the next run.
import { Complaints } from '@redress/complaints';
import { catalogue, severities } from '@redress/contracts';
import { EventCodec, KeyRing, loadMasterKey, rebuildView } from '@redress/eventing';
import { loadConfig, mintToken, openEngines, ServerSecrets } from '@redress/platform';
import { Policies } from '@redress/policies';
import { services } from '@redress/standalone';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { atOnce } from './complaint-events.mjs';
import { serverAddress, UNLIMITED } from './processes.mjs';
import { heading, percentile, row, whole } from './rounds.mjs';

const COMPLAINTS = Number(process.env.REDRESS_BENCH_COMPLAINTS ?? 20_000);
const AT_ONCE = 64;
/** People who ask at the same time. */
const READERS = 2;
const MEASURED_MS = 1_500;
const RUNS_MIN = 4;
const LIVE_EVERY_MS = 20;
const LODGING_EVERY_MS = 200;
const CATCHING_UP_MS_MAX = 240_000;
const MAIN = join(import.meta.dirname, '../../apps/standalone/dist/main.js');

const PRODUCTS = ['credit card', 'current account', 'delivery', 'loan', 'mortgage', 'travel insurance'];
const CHANNELS = ['web', 'email', 'phone', 'letter', 'in-person', 'regulator'];
const TEAMS = ['Cards', 'Claims', 'Lending', 'Parcels'];
const HANDLERS = Array.from({ length: 20 }, (_, index) => `handler-${index}`);
const DESCRIPTION = 'The parcel was announced for Monday, then for Thursday, and never came. '.repeat(5);
const HANDLER = { caller: 'bench', actor: { id: 'bench', role: 'supervisor' } };

/** Every filter of the queue once, with the order by which people read it, and with one that no filter is stored in. */
const QUERIES = {
  'the queue': 'cases?limit=50',
  'by priority': 'cases?limit=50&sort=priority',
  'by last change': 'cases?limit=50&sort=changedAt',
  '`status`': 'cases?limit=50&status=acknowledged',
  '`status`, by priority': 'cases?limit=50&status=acknowledged&sort=priority',
  '`status` of no case': 'cases?limit=50&status=referred&sort=receivedAt',
  '`assignee`': 'cases?limit=50&assignee=handler-7',
  '`assignee`, by last change': 'cases?limit=50&assignee=handler-7&sort=changedAt',
  '`team`': 'cases?limit=50&team=Cards',
  '`priority`': 'cases?limit=50&priority=high',
  '`priority` of few': 'cases?limit=50&priority=urgent',
  '`product`': 'cases?limit=50&product=mortgage',
  '`channel`': 'cases?limit=50&channel=regulator',
  '`product` and `channel` of no case': 'cases?limit=50&product=mortgage&channel=email',
  '`receivedFrom`, by priority': 'cases?limit=50&receivedFrom=2030-01-01T00:00:00Z&sort=priority',
  '`changedSince`': 'cases?limit=50&changedSince=2030-01-01T00:00:00Z',
  '`answered`': 'cases?limit=50&answered=true&sort=receivedAt',
  '`q` of one case': 'cases?limit=50&q=EXT-77',
  '`q` of no case': 'cases?limit=50&q=nothing',
  workload: 'staff',
  'summary by month': 'analytics/summary?groupBy=month',
  'summary by product and channel': 'analytics/summary?groupBy=product,channel',
};

export async function benchQueries() {
  const kept = process.env.REDRESS_BENCH_DATA;
  const data = kept ?? (await mkdtemp(join(tmpdir(), 'redress-bench-')));
  try {
    if (!existsSync(join(data, 'events.db'))) await generate(data);
    await measure(data);
  } finally {
    if (kept === undefined) await rm(data, { recursive: true, force: true });
  }
}

async function measure(data) {
  const server = await started(data);
  try {
    const token = await mintToken(loadConfig({ REDRESS_DATA: data }), {
      sub: 'sara',
      roles: ['supervisor', 'handler', 'analyst'],
      ttlSeconds: 3_600,
    });
    const headers = { authorization: `Bearer ${token}` };
    await caughtUp(server.url);
    heading(
      `${whole(COMPLAINTS)} complaints`,
      ...['p50 ms', 'p95 ms', '`/health/live` p99', 'greatest', 'lodging p50', 'p95', 'failed'],
    );
    for (const [name, path] of Object.entries({ '(nothing asked)': undefined, ...QUERIES })) {
      const { query, live, lodging, failed } = await meanwhile(server.url, () =>
        asked(`${server.url}/api/${path}`, headers, path),
      );
      const shown = [
        ...(path === undefined ? ['', ''] : [percentile(query, 0.5), percentile(query, 0.95)]),
        ...[percentile(live, 0.99), percentile(live, 1), percentile(lodging, 0.5), percentile(lodging, 0.95)],
      ];
      row(name, ...shown.map((ms) => (typeof ms === 'number' ? ms.toFixed(1) : ms)), failed);
    }
  } finally {
    await server.stop();
  }
}

/** Milliseconds of each answer; readers ask again as soon as they are answered. */
async function asked(url, headers, path) {
  const until = performance.now() + MEASURED_MS;
  const taken = [];
  if (path === undefined) await pause(MEASURED_MS);
  else await answered(url, { headers });
  const reader = async () => {
    while (performance.now() < until || taken.length < RUNS_MIN) taken.push(await answered(url, { headers }));
  };
  if (path !== undefined) await Promise.all(Array.from({ length: READERS }, reader));
  return taken;
}

/** Does work while liveness is asked for and complaints are lodged at even intervals, whether or not earlier ones were answered. */
async function meanwhile(url, work) {
  const stopping = new AbortController();
  const lodging = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ description: DESCRIPTION, product: 'delivery' }),
  };
  let failed = 0;
  // Where the server stops for long, requests come too late for it: they count with the time that they took.
  const anyhow = async (url, request) => {
    const begun = performance.now();
    return answered(url, request).catch(() => {
      failed += 1;
      return performance.now() - begun;
    });
  };
  const beside = [
    evenly(LIVE_EVERY_MS, stopping.signal, () => anyhow(`${url}/health/live`)),
    evenly(LODGING_EVERY_MS, stopping.signal, () => anyhow(`${url}/api/complaints`, lodging)),
  ];
  const query = await work();
  stopping.abort();
  const [live, lodged] = await Promise.all(beside);
  return { query, live, lodging: lodged, failed };
}

async function evenly(interval_ms, signal, ask) {
  const asking = [];
  for (let due = performance.now(); !signal.aborted; due += interval_ms) {
    const wait = due - performance.now();
    if (wait > 0) await pause(wait);
    asking.push(ask());
  }
  return Promise.all(asking);
}

async function answered(url, request) {
  const begun = performance.now();
  const answer = await fetch(url, request);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}.`);
  return performance.now() - begun;
}

async function started(data) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      REDRESS_DATA: data,
      PORT: '0',
      REDRESS_LOG_LEVEL: 'error',
      ...UNLIMITED,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await serverAddress(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url, stop };
}

async function caughtUp(url) {
  const until = performance.now() + CATCHING_UP_MS_MAX;
  for (;;) {
    const text = await (await fetch(`${url}/metrics`)).text();
    const lags = [...text.matchAll(/^redress_consumer_lag_events\{.*\} (-?[\d.]+)$/gm)].map(([, lag]) => Number(lag));
    if (lags.length > 0 && lags.every((lag) => lag === 0)) return;
    if (performance.now() > until) throw new Error('The views did not catch up.');
    await pause(500);
  }
}

/** Lodges complaints and works on them as an office would, without HTTP, and builds every view of them. */
async function generate(data) {
  const config = loadConfig({ REDRESS_DATA: data });
  const engines = await openEngines(config, []);
  const masterKey = await loadMasterKey({ file: join(data, 'master.key'), mayMake: async () => true });
  const codec = new EventCodec(catalogue, new KeyRing({ store: engines.keyStore, masterKey }));
  const now = () => new Date().toISOString();
  const { eventStore, readStore } = engines;
  try {
    const parts = { store: eventStore, codec, secrets: new ServerSecrets(masterKey), now };
    const policies = new Policies(parts);
    const office = new Complaints({ ...parts, policies });
    const indexes = Array.from({ length: COMPLAINTS }, (_, index) => index);
    await atOnce(indexes, AT_ONCE, (index) => oneComplaint(office, index));
    for (const projection of services.flatMap(({ projections }) => projections)) {
      await rebuildView({ projection, readStore, eventStore, codec, policies, now });
    }
  } finally {
    await engines.close();
  }
}

async function oneComplaint(office, index) {
  const pick = (values) => values[index % values.length];
  const received = {
    description: DESCRIPTION,
    product: pick(PRODUCTS),
    channel: pick(CHANNELS),
    language: 'en',
    ...(index % 10 === 7 && { externalReference: `EXT-${index}` }),
  };
  const { reference } = await office.lodge(received, HANDLER);
  for (const step of stepsOf(index, pick)) await office.execute(reference, step, HANDLER);
}

function stepsOf(index, pick) {
  const share = (index * 7_919) % 100;
  const assessment = { safetyImplication: false, complexity: 'simple', impact: 'individual', immediateAction: 'none' };
  return [
    ...(share < 90 ? [{ type: 'acknowledge', data: {} }] : []),
    ...(share < 70
      ? [{ type: 'assess', data: { ...assessment, severity: pick(severities), rationale: 'A single parcel.' } }]
      : []),
    ...(share < 60 ? [{ type: 'route', data: { team: pick(TEAMS) } }] : []),
    ...(share < 50 ? [{ type: 'assign', data: { assignee: pick(HANDLERS) } }] : []),
    ...(share < 40 ? [{ type: 'add-note', data: { text: 'Asked the carrier.', visibility: 'internal' } }] : []),
  ];
}
