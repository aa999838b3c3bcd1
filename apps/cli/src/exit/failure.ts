import { EXIT, type ExitCode } from './exit-codes.js';

/** A command cannot go on. The message is for the person at the terminal: what is wrong, where, and what to do about it. */
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
