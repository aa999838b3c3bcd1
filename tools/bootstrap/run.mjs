import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { whenOrphaned } from './orphaned.mjs';
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
