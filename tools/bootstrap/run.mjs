import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { pinnedNode, root, say } from './workspace.mjs';

const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGINT'];
const dieWithParent = new URL('./die-with-parent.mjs', import.meta.url).href;

/**
 * Runs a program under the pinned Node as if it had been started instead of this process: same terminal, same signals, same
 * exit code; and when this process is killed outright, the program notices and ends. So it does when npm is told to end.
 */
export function runPinned(args) {
  const child = spawn(pinnedNode, ['--import', dieWithParent, ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    shell: process.platform === 'win32',
  });
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the whole process group: the child has it already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => child.kill());
  child.on('error', (error) => {
    say(`the pinned Node could not be started (${error.code}). Remove node_modules and repeat.`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + constants.signals[signal]);
  });
}

/** How soon it is noticed, at the latest. */
const LOOKING_MS = 500;

/** Asked at once: installing and building come before anybody waits here, and it may be gone by then. */
const parent = process.ppid;

/**
 * Calls back when the process that started this one is gone. npm passes a signal on to the shell between the two, and a shell that is
 * ended tells nobody. Windows keeps the id of a parent that is gone: there it never calls back.
 */
function whenOrphaned(callBack) {
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    callBack();
  }, LOOKING_MS);
  looking.unref();
}
