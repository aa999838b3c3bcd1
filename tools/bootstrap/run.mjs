import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pinnedNode, root, say } from './workspace.mjs';

const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGINT'];
/** Compiled code of modules, which every process started below shares: parsing them takes much of a start. */
const compileCache = process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/compiled');
const dieWithParent = new URL('./die-with-parent.mjs', import.meta.url).href;

/**
 * Runs a program under the pinned Node as if it had been started instead of this process: same terminal, same signals, same
 * exit code; and when this process is killed, the program notices and ends, also when npm is stopped.
 */
export function runPinned(args) {
  const child = spawn(pinnedNode, ['--import', dieWithParent, ...args], {
    cwd: root,
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
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

/** The polling interval. */
const LOOKING_MS = 500;

/** Read at once: the parent may be gone after installing and building. */
const parent = process.ppid;

/**
 * Calls back when the parent process is gone. npm forwards a signal to the shell in between, which forwards nothing. Windows keeps the id
 * of a dead parent: there it never calls back.
 */
function whenOrphaned(callBack) {
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    callBack();
  }, LOOKING_MS);
  looking.unref();
}
