import type { Moment } from './timeline.js';

export const units = [
  'hours',
  'calendar-days',
  'weeks',
  'business-days',
  'business-hours',
  'business-minutes',
] as const;
export type Unit = (typeof units)[number];

/**
 * Where a limit ends. `instant`: at the time of day at which the clock started, or once the hours have passed. `end-of-day`: the last
 * millisecond of the last day. `close-of-business`: the end of the last period of the last business day.
 */
export const ends = ['instant', 'end-of-day', 'close-of-business'] as const;
export type End = (typeof ends)[number];

/** How long a clock may run. Days are counted from the day after the clock started. */
export interface Limit {
  readonly length: number;
  readonly unit: Unit;
  readonly end: End;
}

/** What a clock is counted from. There is no "last changed": work on a case never moves a deadline. */
export const anchors = [
  'received',
  'day-after-receipt',
  'acknowledged',
  'sent-on',
  'stage-escalated',
  'decision-communicated',
] as const;
export type Anchor = (typeof anchors)[number];

/** When to warn before the end: at a share of the time that is allowed, or once so much of it has passed. */
export type WarningMark = { readonly percent: number } | { readonly after: Limit };

/**
 * What a policy can have done by itself when a clock comes due while it runs. `report-progress`: the complainant is told how things
 * stand (ISO 10002:2018, 7.3), which stops the clock.
 */
export const dueEffects = ['report-progress'] as const;
export type DueEffect = (typeof dueEffects)[number];

/** The rule of one clock, as a policy states it. */
export interface ClockRule {
  /** `acknowledgement`, `decision`; one word for one clock within a policy. */
  readonly name: string;
  readonly anchor: Anchor;
  readonly limit: Limit;
  /** What meets or ends it. */
  readonly stops: readonly Moment[];
  /** Counted only from what happens in this stage; 1 is the first, and each escalation begins the next. */
  readonly stage?: number;
  /** What starts another run of it beside the runs before, when none is running. A progress report stops one run and starts the next. */
  readonly restartsAt?: readonly Moment[];
  /** Nothing resets it: a reopening takes back its end, and it goes on with the due that it always had. */
  readonly survivesReopening?: boolean;
  /** What starts it outside business time starts it at the next opening. */
  readonly outsideHours?: 'next-opening';
  readonly warnings?: readonly WarningMark[];
  /** Without this the clock cannot be paused. A pause needs one of these reasons. */
  readonly pause?: { readonly reasons: readonly string[] };
  /** Each extension adds so much, in the limit's unit, so many times at most, for one of these reasons. */
  readonly extension?: { readonly length: number; readonly times: number; readonly reasons: readonly string[] };
  /** A holding reply moves to this second limit, counted from the same start in the limit's unit, once, for one of these reasons. */
  readonly holding?: { readonly length: number; readonly reasons: readonly string[] };
  /** What is done by itself at its due, instead of recording that it was missed. */
  readonly atDue?: DueEffect;
  /** Nothing is owed when this happens so early. */
  readonly exempt?: { readonly by: Moment; readonly within: Limit };
}
