/** Where services learn the time. Decisions never read it: it comes in with the command. */
export interface Clock {
  /** The present instant, ISO 8601 in UTC with milliseconds. It may step back when the system's clock is set. */
  now(): string;
}

/** Injection token of the process's {@link Clock}. */
export const CLOCK = Symbol('CLOCK');
