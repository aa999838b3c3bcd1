import { createInterface } from 'node:readline/promises';
import { runRedress } from './program.js';
import { Terminal } from './terminal.js';

/** Lets a second Ctrl-C end the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

// A reader that closes the pipe early (`redress export | head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runRedress(process.argv.slice(2), {
  terminal: new Terminal(process.stdout, process.stderr),
  env: process.env,
  interruption,
  ...(process.stdin.isTTY && { confirm }),
});
