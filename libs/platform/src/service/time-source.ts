import { epochMsOf, type Instant, instantOf } from '@redress/domain';
import type { MovedClockSetting, RedressConfig } from './configuration/redress-config.js';

/** The time of a service. Decisions never read it: it is passed in with the command. */
export interface TimeSource {
  /** The present instant. It may step back when the system's clock is set. */
  now(): Instant;
}

/** Injection token of the process's {@link TimeSource}. */
export const TIME_SOURCE = Symbol('TIME_SOURCE');

/** The machine's clock. */
export class SystemTime implements TimeSource {
  now(): Instant {
    return instantOf(Date.now());
  }
}

/** A clock that starts at another instant and may run faster, to try out and test deadlines. Never for production. */
export class MovedTime implements TimeSource {
  private readonly startMs: number;
  private readonly beganMs: number;

  /** @param realMs the machine's time in milliseconds since 1970. */
  constructor(
    private readonly setting: MovedClockSetting,
    private readonly realMs: () => number = Date.now,
  ) {
    this.startMs = epochMsOf(setting.start);
    this.beganMs = realMs();
  }

  now(): Instant {
    return instantOf(this.startMs + Math.trunc((this.realMs() - this.beganMs) * this.setting.rate));
  }
}

/** The clock that the settings ask for. */
export function timeSourceOf({ clock }: Pick<RedressConfig, 'clock'>): TimeSource {
  return clock === undefined ? new SystemTime() : new MovedTime(clock);
}
