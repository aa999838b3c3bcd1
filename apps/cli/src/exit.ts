import { ConfigError } from '@redress/platform';
import { CommanderError } from 'commander';

/** How a command ended. Scripts act on these numbers: none is ever given another meaning. */
export const EXIT = {
  /** Done, and nothing wrong was found. */
  ok: 0,
  /** Done, and something wrong was found: rejected rows, a broken chain, a parked complaint, a failed check. */
  found: 1,
  /** The command line or a setting is wrong; nothing was done. */
  usage: 2,
  /** The system cannot be used: locked by another process, away, corrupt, full. */
  unusable: 3,
  /** Stopped by Ctrl-C; what was finished before is kept. As shells expect: 128 + SIGINT. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `
Exit codes:
  0    done, and nothing wrong was found
  1    done, and something wrong was found (rejected rows, a broken chain, a parked complaint, a failed check)
  2    the command line or a setting is wrong; nothing was done
  3    the system cannot be used: locked by another process, away, corrupt, full
  130  stopped by Ctrl-C; what was finished before is kept`;

/** Ends a command early. The message is for the person at the terminal: what is wrong, where, and what to do about it. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'Failure';
  }
}

/** The command line is wrong. */
export function wrongUsage(message: string): Failure {
  return new Failure(message, EXIT.usage);
}

/** The system, or a file it needs, cannot be used. */
export function unusable(message: string, cause?: unknown): Failure {
  return new Failure(message, EXIT.unusable, { cause });
}

interface Explanation {
  readonly exitCode: ExitCode;
  /** Undefined when the person was told already. */
  readonly message?: string;
}

/** What to tell the person at the terminal about an error, and how to end. */
export function explain(error: unknown): Explanation {
  if (error instanceof CommanderError) return { exitCode: error.exitCode === 0 ? EXIT.ok : EXIT.usage };
  if (error instanceof Failure) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof ConfigError) return { exitCode: EXIT.usage, message: error.message };
  return { exitCode: EXIT.unusable, message: sentenceOf(error) };
}

function sentenceOf(error: unknown): string {
  const { code, path } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return `${path ?? 'A file'} does not exist. Check the path.`;
    case 'EACCES':
    case 'EPERM':
      return `${path ?? 'A file'} may not be used by this user. Check its rights.`;
    case 'EISDIR':
      return `${path ?? 'What was named'} is a folder; a file is needed.`;
    case 'ENOSPC':
      return 'The disk is full. Free some space and try again.';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
