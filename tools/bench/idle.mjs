// The share of one core that each process uses at rest, before and after an outage of the broker.
import { setTimeout as pause } from 'node:timers/promises';
import { startOffice } from './distributed-office.mjs';
import { descendantsByMark, processorMicroseconds } from './processes.mjs';
import { heading, row } from './rounds.mjs';

const COMPLAINTS = 50;
const RESTING_MS = 30_000;
/** Long enough to average V8's deferred garbage collection, a tenth of a second within a minute after work. */
const MEASURED_MS = 120_000;
const AWAY_MS = 5_000;

const MARKS = {
  intake: 'apps/intake/dist/main.js',
  'case-handling': 'apps/case-handling/dist/main.js',
  notification: 'apps/notification/dist/main.js',
  analytics: 'apps/analytics/dist/main.js',
  compliance: 'apps/compliance/dist/main.js',
  relay: 'apps/relay/dist/main.js',
  Kafka: 'kafka.Kafka',
  'stand-in for MongoDB': 'mongo',
  'stand-in for EventStoreDB': 'engines/eventstoredb/main.js',
};

export async function benchIdle() {
  await using office = await startOffice();
  await work(office);
  const before = await shares();
  await office.brokers.kill(1);
  await pause(AWAY_MS);
  await office.brokers.restart(1);
  // An event recorded now must arrive: otherwise the process is not idle but broken.
  await work(office);
  const after = await shares();
  heading('at rest', '% of a core', 'after the broker was killed and came back');
  for (const name of Object.keys(MARKS)) row(name, percent(before[name]), percent(after[name]));
}

async function work(office) {
  for (let complaint = 0; complaint < COMPLAINTS; complaint += 1) await office.notes(await office.lodges());
  await office.redress.settled();
  await pause(RESTING_MS);
}

/** The share of one core that each process used. */
async function shares() {
  const pids = Object.entries(await descendantsByMark(MARKS));
  const used = () => Promise.all(pids.map(([, pid]) => processorMicroseconds(pid)));
  const start = performance.now();
  const before = await used();
  await pause(MEASURED_MS);
  const after = await used();
  const elapsed = (performance.now() - start) * 1000;
  return Object.fromEntries(pids.map(([name], index) => [name, (after[index] - before[index]) / elapsed]));
}

function percent(share) {
  return share === undefined ? 'gone' : (share * 100).toFixed(2);
}
