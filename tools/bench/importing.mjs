// Importing complaints with their history, and building all views of them afterwards: embedded, and with the events in EventStoreDB.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDbProcess } from '@redress/testing/engines';
import { processorMicroseconds, serverAddress } from './processes.mjs';
import { heading, ranging, ratios, row, spread, takeTurns, whole } from './rounds.mjs';

const COMPLAINTS = 500;
const ROUNDS = 1;
const LOOK_MS = 500;
/** What a process may use between two looks that does nothing. */
const RESTING_MICROSECONDS_MAX = 20_000;
const LOOKS_AT_REST = 6;
const CATCHING_UP_MS_MAX = 120_000;
const ROOT = join(import.meta.dirname, '../..');
/** Writes the processor time of a process to its fourth channel as it ends: afterwards nobody can ask for it. */
const TELLS_ITS_TIME = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs';
  process.on('exit', () => { const { user, system } = process.cpuUsage(); writeSync(3, String(user + system)); });
`)}`;

const TITLES = [
  ...[
    'Date received',
    'Product',
    'Sub-product',
    'Issue',
    'Sub-issue',
    'Consumer complaint narrative',
    'Company public response',
  ],
  ...['Company', 'State', 'ZIP code', 'Tags', 'Consumer consent provided?', 'Submitted via', 'Date sent to company'],
  ...['Company response to consumer', 'Timely response?', 'Consumer disputed?', 'Complaint ID'],
];

/** A file of closed complaints in the Bureau's form, without personal data. */
function bureauFile() {
  const rows = Array.from({ length: COMPLAINTS }, (_, index) => [
    ...['2024-03-04', 'Bicycle insurance', 'Theft cover', 'Claim refused', 'No reason given'],
    'The lock was of the approved kind, and the claim was refused all the same. Nobody says why.',
    ...[
      '',
      'Pedal Mutual',
      'VT',
      '05001',
      '',
      'Consent provided',
      'Web',
      '2024-03-06',
      'Closed with explanation',
      'Yes',
      'N/A',
    ],
    String(900_000 + index),
  ]);
  return [TITLES, ...rows].map((fields) => `${fields.map((field) => `"${field}"`).join(',')}\n`).join('');
}

export async function benchImporting() {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'complaints.csv');
  await writeFile(file, bureauFile());
  let places = 0;
  const inNewPlace = (engines) => {
    places += 1;
    return imported(file, { ...engines, REDRESS_DATA: join(folder, `data-${places}`) });
  };
  const figures = await takeTurns(ROUNDS, {
    embedded: () => inNewPlace({}),
    'events in EventStoreDB': async () => {
      const server = await EventStoreDbProcess.start({ folder: join(folder, `server-${places}`) });
      try {
        return await inNewPlace({ REDRESS_EVENT_STORE: server.url });
      } finally {
        await server.stop();
      }
    },
  });
  heading('processor time of Redress for one complaint', 'importing, µs', 'ratio', 'catching up, µs', 'ratio');
  const bare = figures.embedded;
  for (const [name, rounds] of Object.entries(figures)) {
    const cells = ['importing', 'catchingUp'].flatMap((part) => {
      const column = (of) => of.map((round) => round[part]);
      return [whole(spread(column(rounds)).median), ranging(ratios(column(rounds), column(bare)))];
    });
    row(name, ...cells);
  }
}

/** Microseconds of processor time for one complaint: of the import, and of a server that then builds every view, without its start. */
async function imported(file, engines) {
  const env = { PATH: process.env.PATH, PORT: '0', REDRESS_LOG_LEVEL: 'error', ...engines };
  return { importing: (await importing(file, env)) / COMPLAINTS, catchingUp: (await catchingUp(env)) / COMPLAINTS };
}

async function importing(file, env) {
  const args = ['--import', TELLS_ITS_TIME, join(ROOT, 'apps/cli/dist/main.js'), 'import', 'cfpb', file, '--json'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  const [summary, microseconds] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stdio[3]),
    once(child, 'exit'),
  ]);
  const { added } = JSON.parse(summary);
  if (added !== COMPLAINTS) throw new Error(`${added} of ${COMPLAINTS} complaints were imported.`);
  return Number(microseconds);
}

async function textOf(stream) {
  return (await stream.setEncoding('utf8').toArray()).join('');
}

async function catchingUp(env) {
  const withEverythingToDo = await untilAtRest(env);
  const withNothingToDo = await untilAtRest(env);
  return withEverythingToDo - withNothingToDo;
}

/** The processor time that a server uses from its start until it rests. */
async function untilAtRest(env) {
  const main = join(ROOT, 'apps/standalone/dist/main.js');
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await serverAddress(child);
    return await atRest(() => processorMicroseconds(child.pid));
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
}

/** The processor time used until a process rests. The lag tells nothing here: in EventStoreDB positions are not counted. */
async function atRest(used) {
  const until = performance.now() + CATCHING_UP_MS_MAX;
  for (let resting = 0, before = await used(); ;) {
    await pause(LOOK_MS);
    const now = await used();
    resting = now - before < RESTING_MICROSECONDS_MAX ? resting + 1 : 0;
    if (resting === LOOKS_AT_REST) return now;
    if (performance.now() > until) throw new Error('The views did not catch up.');
    before = now;
  }
}
