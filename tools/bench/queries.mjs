// What each question of an office with many complaints takes alone, in the time and in the processor time of the server; and among others, with
// what liveness and lodging take meanwhile. Then memory, and the time to start.
// REDRESS_BENCH_DATA: folders of `npm run generate`, separated by commas, the smallest first, to see how the figures grow. Without it,
// REDRESS_BENCH_COMPLAINTS are generated for the run. REDRESS_BENCH_ONLY: only questions whose name contains it.
import { loadConfig, mintToken } from '@redress/platform';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processorMicroseconds, serverAddress, UNLIMITED } from './processes.mjs';
import { questionsFor } from './queried-office.mjs';
import { heading, percentile, row, whole } from './rounds.mjs';

const COMPLAINTS = Number(process.env.REDRESS_BENCH_COMPLAINTS ?? 10_000);
const ONLY = process.env.REDRESS_BENCH_ONLY ?? '';
/** People who ask at the same time. */
const READERS = 2;
const MEASURED_MS = 1_000;
const RUNS_MIN = 4;
const RUNS_ALONE_MAX = 25;
const LIVE_EVERY_MS = 20;
const LODGING_EVERY_MS = 200;
const CATCHING_UP_MS_MAX = 240_000;
const STARTS = 3;
const SETTLING_MS = 5_000;
const ROOT = join(import.meta.dirname, '../..');
const NOTHING = '(nothing asked)';

export async function benchQueries() {
  const folders = process.env.REDRESS_BENCH_DATA?.split(',');
  if (folders !== undefined) return measureAll(folders);
  const data = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  try {
    await generated(data);
    await measureAll([data]);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function generated(data) {
  const command = [join(ROOT, 'apps/cli/bin/redress.mjs'), 'generate', '--complaints', COMPLAINTS, '--data', data];
  const child = spawn(process.execPath, command.map(String), { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Generating ended with ${code}.`);
}

async function measureAll(folders) {
  const measured = [];
  for (const data of folders) measured.push(await measure(data));
  if (measured.length < 2) return;
  const [least, greatest] = [measured[0], measured.at(-1)];
  process.stdout.write('\n');
  heading(
    'processor ms',
    ...measured.map(({ complaints }) => whole(complaints)),
    `growth of ${(greatest.complaints / least.complaints).toFixed(1)}`,
  );
  for (const name of least.questions.keys()) {
    const each = measured.map(({ questions }) => questions.get(name));
    row(name, ...each.map(shown), shown(each.at(-1) / each[0]));
  }
}

async function measure(data) {
  const server = await started(data);
  const figures = new Map();
  let complaints;
  try {
    const token = await mintToken(loadConfig({ REDRESS_DATA: data }), {
      sub: 'sara',
      roles: ['supervisor', 'handler', 'analyst', 'admin'],
      ttlSeconds: 3_600,
    });
    await caughtUp(server.url);
    await pause(SETTLING_MS);
    const idle = await server.memory();
    const answer = async (request) => (await answered(server.url, request)).json();
    const counts = await answer({ path: '/api/cases/counts', headers: { authorization: `Bearer ${token}` } });
    complaints = Object.values(counts.byStatus).reduce((sum, count) => sum + count, 0);
    const questions = Object.entries(await questionsFor({ data, answer, token, only: ONLY }));
    const columns = [
      'processor ms',
      'p50 ms',
      'p95',
      'among others p50',
      'p95',
      '`/health/live` p99',
      'lodging p95',
      'failed',
    ];
    heading(`${whole(complaints)} complaints`, ...columns);
    for (const [name, ask] of [[NOTHING], ...questions]) {
      const own = ask && (await alone(server, ask));
      const { taken, live, lodging, failed } = await meanwhile(server, ask);
      if (own !== undefined) figures.set(name, own.processor_ms);
      const cells = [
        own?.processor_ms,
        ...[0.5, 0.95].map((share) => own && percentile(own.taken, share)),
        ...[0.5, 0.95].map((share) => own && percentile(taken, share)),
        ...[percentile(live, 0.99), percentile(lodging, 0.95)],
      ];
      row(name, ...cells.map(shown), failed);
    }
    const busy = await server.memory();
    process.stdout.write(
      `\nMemory in MB: ${whole(idle.now)} idle after the start, ${whole(busy.now)} after the questions, ${whole(busy.greatest)} at most.\n`,
    );
  } finally {
    await server.stop();
  }
  const starts = await startsOf(data);
  process.stdout.write(`Seconds until started, in turn: ${starts.map((one) => one.toFixed(1)).join(', ')}.\n\n`);
  return { complaints, questions: figures };
}

function shown(figure) {
  return figure === undefined ? '' : figure.toFixed(1);
}

/** Seconds from the command until requests are answered. */
async function startsOf(data) {
  const taken = [];
  for (let start = 0; start < STARTS; start += 1) {
    const begun = performance.now();
    const server = await started(data);
    await fetch(`${server.url}/health/live`);
    taken.push((performance.now() - begun) / 1_000);
    await server.stop();
  }
  return taken;
}

/** Asks one time after another. The first answer is of a cold cache, and of code that is not compiled. */
async function alone({ url, processor }, ask) {
  const once = async () => (await answered(url, ask())).arrayBuffer();
  await once();
  const taken = [];
  const [begun, before] = [performance.now(), await processor()];
  while (taken.length < RUNS_ALONE_MAX && (taken.length < RUNS_MIN || performance.now() - begun < MEASURED_MS)) {
    const asked_ms = performance.now();
    await once();
    taken.push(performance.now() - asked_ms);
  }
  return { taken, processor_ms: ((await processor()) - before) / 1_000 / taken.length };
}

/** Milliseconds of each answer; readers ask again as soon as they are answered. */
async function asked(url, ask) {
  const until = performance.now() + MEASURED_MS;
  const taken = [];
  if (ask === undefined) {
    await pause(MEASURED_MS);
    return taken;
  }
  const reader = async () => {
    while (performance.now() < until || taken.length < RUNS_MIN) {
      const begun = performance.now();
      await (await answered(url, ask())).arrayBuffer();
      taken.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return taken;
}

/** Asks while liveness is asked for and complaints are lodged at even intervals, whether or not earlier ones were answered. */
async function meanwhile({ url }, ask) {
  const stopping = new AbortController();
  const lodging = {
    path: '/api/complaints',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ description: 'The parcel never came. '.repeat(15), product: 'delivery' }),
  };
  let failed = 0;
  // Where the server stops for long, requests come too late for it: they count with the time that they took.
  const anyhow = async (request) => {
    const begun = performance.now();
    const ended = async () => (await answered(url, request)).arrayBuffer();
    await ended().catch(() => (failed += 1));
    return performance.now() - begun;
  };
  const beside = [
    evenly(LIVE_EVERY_MS, stopping.signal, () => anyhow({ path: '/health/live' })),
    evenly(LODGING_EVERY_MS, stopping.signal, () => anyhow(lodging)),
  ];
  const taken = await asked(url, ask);
  stopping.abort();
  const [live, lodged] = await Promise.all(beside);
  return { taken, live, lodging: lodged, failed };
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

async function answered(url, { path, ...request }) {
  const answer = await fetch(url + path, request);
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
  return answer;
}

async function started(data) {
  const env = { PATH: process.env.PATH, REDRESS_DATA: data, PORT: '0', REDRESS_LOG_LEVEL: 'error', ...UNLIMITED };
  const child = spawn(process.execPath, [join(ROOT, 'apps/standalone/dist/main.js')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await serverAddress(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { url, stop, processor: () => processorMicroseconds(child.pid), memory: () => memoryOf(child.pid) };
}

/** Megabytes of main memory that a process uses, and used at most, from proc(5). */
async function memoryOf(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const [now, greatest] = ['VmRSS', 'VmHWM'].map((name) => {
    const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status);
    return Number(kilobytes) / 1_024;
  });
  return { now, greatest };
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
