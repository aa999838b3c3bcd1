import type { Clock } from './clock.js';

/** The time of the machine. */
export class SystemClock implements Clock {
  now(): string {
    return new Date().toISOString();
  }
}
