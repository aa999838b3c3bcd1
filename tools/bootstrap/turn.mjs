import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootstrapError, root, say } from './workspace.mjs';

const WAIT_MINUTES_MAX = 15;
const POLL_MS = 200;

const folder = join(root, '.cache');
const lockFile = join(folder, 'bootstrap.lock');

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** The process that holds the lock; undefined if there is none (any more). */
function holder() {
  let pid;
  try {
    pid = Number(readFileSync(lockFile, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    if (error.code === 'EPERM') return pid;
    // Left behind by a killed process. (Two processes that detect this at once may both continue; npm and tsc tolerate that.)
    if (error.code === 'ESRCH') rmSync(lockFile, { force: true });
    return undefined;
  }
}

/** A link appears atomically with its content, so a lock always names a process. */
function taken(own) {
  try {
    linkSync(own, lockFile);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Runs `work` while no other bootstrap of this clone does: two concurrent installations would corrupt the folder. */
export function inTurn(work) {
  mkdirSync(folder, { recursive: true });
  const own = `${lockFile}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    const polls = (WAIT_MINUTES_MAX * 60_000) / POLL_MS;
    for (let poll = 0; !taken(own); poll += 1) {
      const pid = holder();
      if (pid === undefined) continue;
      if (poll === 0) say(`waiting for process ${pid}, which is installing or building here.`);
      if (poll >= polls)
        throw new BootstrapError(`Process ${pid} has held ${lockFile} for ${WAIT_MINUTES_MAX} minutes.`);
      sleep(POLL_MS);
    }
    try {
      return work();
    } finally {
      rmSync(lockFile, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Whether a process with that id exists. */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is running too.
    return error.code === 'EPERM';
  }
}
