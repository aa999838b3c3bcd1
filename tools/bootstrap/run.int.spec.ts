import { afterEach, expect, it } from '@jest/globals';
import { eventually } from '@redress/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { isRunning } from './turn.mjs';

const PROGRAM = join(import.meta.dirname, 'fixtures', 'run-for-ever.mjs');

let shell: ChildProcess | undefined;
let started: number | undefined;
afterEach(() => {
  shell?.kill();
  if (started !== undefined && isRunning(started)) process.kill(started);
});

it('What npm starts ends when npm is told to, though npm tells nobody but the shell', async () => {
  const env = { ...process.env, npm_lifecycle_event: 'start' };
  // Two commands: some shells would give their own process to a single one.
  shell = spawn('sh', ['-c', `"${process.execPath}" "${PROGRAM}"; true`], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(shell.stdout!, 'data')) as [Buffer];
  const id = (started = Number(printed.toString()));
  expect(isRunning(id)).toBe(true);
  shell.kill('SIGTERM');
  await eventually(
    () => Promise.resolve(isRunning(id)),
    (isAlive) => !isAlive,
  );
});
