import { ConfigError } from '@redress/platform';
import { CommanderError } from 'commander';
import { EXIT, type ExitCode } from './exit-codes.js';
import { Failure } from './failure.js';

export interface Explanation {
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
