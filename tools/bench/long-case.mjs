// What one more note costs a case that has many: all its processor time, in views and processes as well, and the answer.
// REDRESS_BENCH_NOTES changes the numbers of notes.
import { loadConfig, mintToken } from '@redress/platform';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from './processes.mjs';
import { heading, percentile, row } from './rounds.mjs';

const NOTES = (process.env.REDRESS_BENCH_NOTES ?? '10,100,1000,5000').split(',').map(Number);
const MEASURED = 40;
/** Long enough for everything that a note causes, so that no two share a commit of a view. */
const BETWEEN_MS = 200;
const MAIN = join(import.meta.dirname, '../../apps/standalone/dist/main.js');

export async function benchLongCase() {
  const server = await startServer(MAIN);
  try {
    const write = await caseIn(server);
    heading('one more note, embedded', 'processor time, ms', 'ratio', 'answered in, ms, p50', 'p95');
    let written = 0;
    let first;
    for (const notes of NOTES) {
      for (; written < notes; written += 1) await write();
      await pause(2_000);
      const { processorMs, answerMs } = await measured(server, write);
      written += MEASURED;
      first ??= processorMs;
      const answers = [0.5, 0.95].map((share) => percentile(answerMs, share).toFixed(1));
      row(`among ${notes}`, processorMs.toFixed(1), (processorMs / first).toFixed(2), ...answers);
    }
  } finally {
    await server.stop();
  }
}

/** Lodges a complaint, and returns what adds a note to it. */
async function caseIn({ url, data }) {
  const lodged = await posted(`${url}/api/complaints`, { description: 'A long story.', product: 'card' }, {});
  const ttlSeconds = 3_600;
  const token = await mintToken(loadConfig({ REDRESS_DATA: data }), { sub: 'sara', roles: ['handler'], ttlSeconds });
  const note = { text: 'They say that the letter of last week never came.', visibility: 'internal' };
  const path = `${url}/api/cases/${lodged.reference}/add-note`;
  return () => posted(path, note, { authorization: `Bearer ${token}` });
}

async function posted(url, body, headers) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return answer.json();
}

/** Takes off what the process uses meanwhile when nothing happens. */
async function measured(server, write) {
  const idle = await processorMsOf(server, () => pause(MEASURED * BETWEEN_MS));
  const answerMs = [];
  const busy = await processorMsOf(server, async () => {
    for (let note = 0; note < MEASURED; note += 1) {
      const start = performance.now();
      await write();
      answerMs.push(performance.now() - start);
      await pause(BETWEEN_MS);
    }
  });
  return { processorMs: (busy - idle) / MEASURED, answerMs };
}

async function processorMsOf(server, work) {
  const before = await server.processorMicroseconds();
  await work();
  return ((await server.processorMicroseconds()) - before) / 1_000;
}
