import { ConfigError } from '@redress/platform';
import { CommanderError } from 'commander';

/** Exit codes. Scripts depend on these numbers: their meaning never changes. */
export const EXIT = {
  /** Success, no faults found. */
  ok: 0,
  /** Finished, but found faults: rejected rows, a broken chain, a parked complaint, a failed check. */
  found: 1,
  /** The command line or a setting is wrong; nothing was done. */
  usage: 2,
  /** The system is unavailable: locked by another process, unreachable, corrupt, full. */
  unusable: 3,
  /** Stopped by Ctrl-C; finished work is kept. As shells expect: 128 + SIGINT. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `
Exit codes:
  0    success, no faults found
  1    finished, but found faults (rejected rows, a broken chain, a parked complaint, a failed check)
  2    the command line or a setting is wrong; nothing was done
  3    the system is unavailable: locked by another process, unreachable, corrupt, full
  130  stopped by Ctrl-C; finished work is kept`;

/** Ends a command early. The message tells the person at the terminal what is wrong, where, and what to do. */
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

/** The system, or a file that it needs, is unavailable. */
export function unusable(message: string, cause?: unknown): Failure {
  return new Failure(message, EXIT.unusable, { cause });
}

interface Explanation {
  readonly exitCode: ExitCode;
  /** Undefined when the message was printed already. */
  readonly message?: string;
}

/** Returns the message for an error, and the exit code. */
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
      return `${path ?? 'A file'} cannot be accessed by this user. Check its permissions.`;
    case 'EISDIR':
      return `${path ?? 'The path'} is a folder. Give a file.`;
    case 'ENOSPC':
      return 'The disk is full. Free some space and try again.';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
