import type { MovedClockSetting } from '../config/redress-config.js';
import type { Clock } from './clock.js';

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
