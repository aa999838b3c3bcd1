import type { MovedClockSetting, RedressConfig } from './configuration/redress-config.js';

/** The time of a service. Decisions never read it: it is passed in with the command. */
export interface Clock {
  /** The present instant, ISO 8601 in UTC with milliseconds. It may step back when the system's clock is set. */
  now(): string;
}

/** Injection token of the process's {@link Clock}. */
export const CLOCK = Symbol('CLOCK');

/** The machine's clock. */
export class SystemClock implements Clock {
  now(): string {
    return new Date().toISOString();
  }
}

/** A clock that starts at another instant and may run faster, to try out and test deadlines. Never for production. */
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

/** The clock that the settings ask for. */
export function clockOf({ clock }: Pick<RedressConfig, 'clock'>): Clock {
  return clock === undefined ? new SystemClock() : new MovedClock(clock);
}
