/** Where things are in a clone. Only Node built-ins, and only what Node 20 has: this runs before anything is installed. */
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const modules = join(root, 'node_modules');

/** The Node that the lock pins; everything but the bootstrap itself runs under it. */
export const pinnedNode = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** One line to the user. On standard error, so that the output of what is started stays its own. */
export function say(sentence) {
  process.stderr.write(`redress: ${sentence}\n`);
}

/** Something the user has to put right. Its message is all they see, so it says what to do. */
export class BootstrapError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
