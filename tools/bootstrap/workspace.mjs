/** Paths in a clone. Uses only Node built-ins available in Node 20, because this runs before anything is installed. */
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const modules = join(root, 'node_modules');

/** The Node pinned by the lock; everything but the bootstrap itself runs under it. */
export const pinnedNode = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** Prints one line for the user. On standard error, to keep it apart from the output of the started program. */
export function say(sentence) {
  process.stderr.write(`redress: ${sentence}\n`);
}

/** An error that the user must fix. The message is all they see, so it says what to do. */
export class BootstrapError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
