import type { MovedClockSetting } from './configuration/redress-config.js';

/** The time as services see it. Decisions never read it: it comes in with the command. */
export interface Clock {
  /** The present instant, ISO 8601 in UTC with milliseconds. It may step back when the system's clock is set. */
  now(): string;
}

/** Injection token of the process's {@link Clock}. */
export const CLOCK = Symbol('CLOCK');

/** The time of the machine. */
export class SystemClock implements Clock {
  now(): string {
    return new Date().toISOString();
  }
}

/** A clock that began at another instant and may run faster, for trying out and testing deadlines. Never in production. */
export class MovedClock implements Clock {
  private readonly startMs: number;
  private readonly beganMs: number;

  /** @param realMs the machine's time in milliseconds since 1970. */
  constructor(
    private readonly setting: MovedClockSetting,
    private readonly realMs: () => number = Date.now,
  ) {
    this.startMs = Date.parse(setting.start);
    this.beganMs = realMs();
  }

  now(): string {
    return new Date(this.startMs + (this.realMs() - this.beganMs) * this.setting.rate).toISOString();
  }
}
