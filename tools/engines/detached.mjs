import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BootstrapError } from '../bootstrap/workspace.mjs';
import { askSupervisor } from './control.mjs';
import { supervisorLog } from './folders.mjs';

/** The first start ever gathers Kafka from a Maven repository, or pulls images. */
const START_MS_MAX = 15 * 60_000;
const POLL_MS = 200;

/** Starts a supervisor that outlives this process, and answers its status once the engines run. Throws what it printed when it ends before. */
export async function startDetached({ brokers, native }) {
  const child = launch(['up', '--brokers', String(brokers), ...(native ? ['--native'] : [])]);
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline) {
    const status = await askSupervisor('status');
    if (status?.pid === child.pid) {
      child.unref();
      return status;
    }
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new BootstrapError(`the engines did not start:\n${readFileSync(supervisorLog, 'utf8').trimEnd()}`);
    }
    await pause(POLL_MS);
  }
  child.kill('SIGTERM');
  throw new BootstrapError(`the engines did not start within ${START_MS_MAX / 60_000} minutes; see ${supervisorLog}.`);
}

function launch(args) {
  mkdirSync(dirname(supervisorLog), { recursive: true });
  const output = openSync(supervisorLog, 'w', 0o600);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'command.mjs'), ...args], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  return child;
}
