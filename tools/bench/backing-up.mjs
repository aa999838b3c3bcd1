// The latency of lodging at a steady rate while `redress backup` copies the running system, as a ratio to the latency without, in one run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from './processes.mjs';
import { heading, percentile, ranging, ratios, row, spread, takeTurns, whole } from './rounds.mjs';

/** Complaints in the system: `BACKING_UP_COMPLAINTS=100000` takes some minutes more. */
const COMPLAINTS = Number(process.env.BACKING_UP_COMPLAINTS ?? 20_000);
const FILLING_AT_ONCE = 64;
const PER_SECOND = 50;
const MEASURED_MS = 8_000;
const ROUNDS = 3;
const ROOT = join(import.meta.dirname, '../..');
const REQUEST = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ description: 'The kettle burst, and nobody answers the telephone.', product: 'kettle' }),
};

export async function benchBackingUp() {
  await using stack = new AsyncDisposableStack();
  const server = await startServer(join(ROOT, 'apps/standalone/dist/main.js'));
  stack.defer(() => server.stop());
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  await fill(server.url);
  let backups = 0;
  const figures = await takeTurns(ROUNDS, {
    'without a backup': () => latencies(server.url),
    'while a backup is taken': async () => {
      const ending = new AbortController();
      const backingUp = backUpAgainAndAgain(server.data, folder, ending.signal);
      const figure = await latencies(server.url);
      ending.abort();
      backups += await backingUp;
      return figure;
    },
  });
  heading(`lodging at ${PER_SECOND} a second among ${whole(COMPLAINTS)} complaints`, 'p99, ms', 'ratio');
  for (const [name, rounds] of Object.entries(figures))
    row(name, whole(spread(rounds).median), ranging(ratios(rounds, figures['without a backup'])));
  process.stdout.write(`\n${backups} backups were taken meanwhile.\n`);
}

async function fill(url) {
  let left = COMPLAINTS;
  const writer = async () => {
    for (; left > 0; left -= 1) await lodge(url);
  };
  await Promise.all(Array.from({ length: FILLING_AT_ONCE }, writer));
}

async function lodge(url) {
  const answer = await fetch(`${url}/api/complaints`, REQUEST);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`A complaint was answered with ${answer.status}.`);
}

/** The p99 of requests that are sent at a steady rate, however long the ones before take. */
async function latencies(url) {
  const start = performance.now();
  const asked = [];
  const timed = async () => {
    const sent = performance.now();
    await lodge(url);
    return performance.now() - sent;
  };
  while (performance.now() - start < MEASURED_MS) {
    asked.push(timed());
    await pause(Math.max(0, start + (asked.length * 1_000) / PER_SECOND - performance.now()));
  }
  return percentile(await Promise.all(asked), 0.99);
}

/** Takes one backup after the other, and finishes the last. Returns their number. */
async function backUpAgainAndAgain(data, folder, signal) {
  let count = 0;
  for (; !signal.aborted; count += 1) {
    const to = join(folder, 'backup');
    const args = [join(ROOT, 'apps/cli/dist/main.js'), 'backup', to, '--json'];
    const env = { PATH: process.env.PATH, REDRESS_DATA: data };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`redress backup ended with ${code}.`);
    await rm(to, { recursive: true });
  }
  return count;
}
