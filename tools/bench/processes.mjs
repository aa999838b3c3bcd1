import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The descendants of this process and their processor time, from proc(5).

const MICROSECONDS_PER_TICK = 10_000;

/** Processor time used so far, in user and system mode, in microseconds (fields 14 and 15, in hundredths of a second). */
export async function processorMicroseconds(pid) {
  const [, fields] = await stat(pid);
  return (Number(fields[11]) + Number(fields[12])) * MICROSECONDS_PER_TICK;
}

/** Processes below this one whose command line contains one of the marks: `{ name: pid }` by the marks' names. */
export async function descendantsByMark(marks) {
  const found = {};
  for (const pid of await descendants()) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const name = Object.keys(marks).find((mark) => command.includes(marks[mark]) && !command.startsWith('sh\0'));
    if (name !== undefined) found[name] = pid;
  }
  return found;
}

async function descendants() {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(pids.map((pid) => parentOf(pid).catch(() => undefined)));
  const children = Map.groupBy(pids.keys(), (index) => parents[index]);
  const below = (pid) => (children.get(pid) ?? []).flatMap((index) => [pids[index], ...below(pids[index])]);
  return below(process.pid);
}

async function parentOf(pid) {
  const [, fields] = await stat(pid);
  return Number(fields[1]);
}

/** A process's name may contain spaces and brackets, so fields start after the last bracket. */
async function stat(pid) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const end = text.lastIndexOf(')');
  return [text.slice(0, end + 1), text.slice(end + 2).split(' ')];
}

/** One client lodges for all, as fast as it can, and what piles up meanwhile is part of the measurement. */
export const UNLIMITED = { REDRESS_LODGINGS_PER_CLIENT: '9999999', REDRESS_BACKLOG_EVENTS: '9999999' };

/** Starting takes seconds of processor time, of which a busy machine may give little. */
const START_MS_MAX = 120_000;

/** Starts a server in a new data folder, and returns its address once printed, and the folder. `stop` ends it and removes the folder. */
export async function startServer(main) {
  const data = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, REDRESS_DATA: data, PORT: '0', REDRESS_LOG_LEVEL: 'error', ...UNLIMITED },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await serverAddress(child);
  const stop = async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await rm(data, { recursive: true, force: true });
  };
  return { url, data, stop, processorMicroseconds: () => processorMicroseconds(child.pid) };
}

/** The address that a starting server prints. */
export function serverAddress(child) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('The server did not start.')), START_MS_MAX);
    child.stdout.on('data', (chunk) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk))?.[0];
      if (url === undefined) return;
      clearTimeout(late);
      resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}
