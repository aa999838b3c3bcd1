import type { EscalationRole } from '../clocks/timeline.js';
import type { Instant } from '../instant.js';

/** Which run of which clock, 1 being the first, by which calendar. */
export type ClockMark = {
  readonly clock: string;
  readonly run: number;
  readonly startedAt: Instant;
  readonly calendar: string;
};

/** `reason` is a word of the policy. */
export type ClockPause = { readonly reason: string; readonly clocks: readonly string[]; readonly calendar: string };

/** An extension or a holding reply; without `dueAt` the clock stands still, and nobody knows yet. */
export type DeadlineChange = ClockMark & { readonly reason: string; readonly dueAt?: Instant };

/** A role is told that a clock has come to its due or, when there is one, to a warning. */
export type Escalated = ClockMark & {
  readonly warning?: number;
  readonly to: EscalationRole;
  readonly dueAt?: Instant;
};

/** What the complainant is told on the way. `clock` and `run` are there when the report was due and was made by itself. */
export type ProgressReport<Words = string> = {
  readonly text?: Words;
  readonly clock?: string;
  readonly run?: number;
  readonly calendar?: string;
  /** When the next report is due. */
  readonly next?: Instant;
};
