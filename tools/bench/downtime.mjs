// A week of downtime with many open complaints: the time until everything that fell due is recorded, and the latency of commands meanwhile.
// Also checks that everything fired once, in order: figures of a wrong result would be useless.
import { openSqliteEventStore } from '@redress/engine-sqlite';
import { loadConfig, mintToken } from '@redress/platform';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { heading, percentile, row, whole } from './rounds.mjs';

const COMPLAINTS = 10_000;
const AT_ONCE = 64;
/** Number of the last due complaints polled until they have fired. */
const LAST = 50;
/** The timer processes sixteen complaints concurrently, each with a breach and its escalation: neighbours may swap places in the log. */
const SIDE_BY_SIDE = 32;
const MAIN = join(import.meta.dirname, '../../apps/standalone/dist/main.js');

export async function benchDowntime() {
  const data = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  try {
    // 10,000 times as fast, so that complaints arrive over days and fall due one after another.
    const references = await served(data, 'start=2026-11-02T09:00:00Z;rate=10000', (url) => lodgeAll(url));
    const figures = await served(data, 'start=2026-11-16T09:00:00Z', (url) => untilAllFired(data, url, references));
    const { fired, distinct, outOfOrder } = await whatFired(data);
    if (fired !== distinct) throw new Error(`${fired - distinct} events fired twice.`);
    if (distinct !== 2 * COMPLAINTS) throw new Error(`${distinct} events fired for ${COMPLAINTS} complaints.`);
    if (outOfOrder > 0) throw new Error(`${outOfOrder} events fired out of order.`);
    heading(
      `${whole(COMPLAINTS)} complaints due after a week away`,
      'seconds until all fired',
      'p50 ms',
      'p99 ms',
      'max ms',
    );
    row('`POST add-note` meanwhile', figures.seconds.toFixed(1), ...figures.latencies.map((ms) => ms.toFixed(0)));
    process.stdout.write(
      `\n${whole(fired)} events, each once, earliest first; ${whole(figures.commands)} commands meanwhile.\n`,
    );
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function served(data, clock, work) {
  const env = {
    PATH: process.env.PATH,
    REDRESS_DATA: data,
    PORT: '0',
    REDRESS_LOG_LEVEL: 'error',
    REDRESS_CLOCK: clock,
  };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = await once(child.stdout, 'data');
  try {
    return await work(/http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk))[0]);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

async function lodgeAll(url) {
  const references = [];
  const lodge = async () => {
    while (references.length < COMPLAINTS) {
      const place = references.push(undefined) - 1;
      const { reference } = await post(`${url}/api/complaints`, { description: 'Nobody answers the telephone.' });
      references[place] = reference;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lodge));
  return references;
}

async function untilAllFired(data, url, references) {
  const token = await mintToken(loadConfig({ REDRESS_DATA: data }), {
    sub: 'hana',
    roles: ['handler'],
    ttlSeconds: 3600,
  });
  const begun = performance.now();
  const latencies = [];
  let left = references.slice(-LAST);
  while (left.length > 0) {
    const sent = performance.now();
    const reference = references[latencies.length % (COMPLAINTS / 2)];
    await post(`${url}/api/cases/${reference}/add-note`, { text: 'Called.', visibility: 'internal' }, token);
    latencies.push(performance.now() - sent);
    const answer = await fetch(`${url}/api/cases/${left[0]}/clocks`, { headers: { authorization: `Bearer ${token}` } });
    const { clocks } = await answer.json();
    if (clocks[0].fired.length === 2) left = left.slice(1);
    else await pause(20);
  }
  const seconds = (performance.now() - begun) / 1_000;
  return {
    seconds,
    commands: latencies.length,
    latencies: [0.5, 0.99, 1].map((share) => percentile(latencies, share)),
  };
}

async function post(url, body, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}.`);
  return answer.json();
}

/** Counts fired events, distinct ones, and those more than a group after one that was due later. */
async function whatFired(data) {
  const store = await openSqliteEventStore({ file: join(data, 'events.db'), readOnly: true });
  const fired = [];
  for await (const { type, stream, data: its, metadata } of store.readAll(0n)) {
    if (['DeadlineMissed', 'ComplaintEscalated'].includes(type)) {
      fired.push({ key: [type, stream, its.clock, its.run].join(' '), at: metadata.occurredAt });
    }
  }
  await store.close();
  let latest = '';
  let outOfOrder = 0;
  for (const [index, { at }] of fired.entries()) {
    if (at < latest) outOfOrder += 1;
    const before = fired[index - SIDE_BY_SIDE];
    if (before !== undefined && before.at > latest) latest = before.at;
  }
  return { fired: fired.length, distinct: new Set(fired.map(({ key }) => key)).size, outOfOrder };
}
