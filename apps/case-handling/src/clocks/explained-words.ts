import type {
  Anchor,
  ClockExplanation,
  ClockState,
  Durations,
  ExplainedDay,
  IgnoredFact,
  Limit,
  ShownInstant,
  Unit,
} from '@redress/domain';
import type { ShownFiring } from './clocks.answer.js';

/** The sentences by which a clock is explained. Instants come as ISO 8601 in UTC unless they are shown in several ways. */
export interface ClockWords {
  readonly start: (clock: string, anchor: Anchor, start: ShownInstant) => string;
  readonly limit: (limit: Limit, calendar: string, timeZone: string) => string;
  readonly change: Readonly<
    Record<'extended' | 'held', (at: string, reason: string, length: number, unit: Unit) => string>
  >;
  readonly pause: (from: string, to: string | undefined, reason: string) => string;
  readonly ignored: (fact: IgnoredFact['fact'], at: string, why: IgnoredFact['why']) => string;
  readonly counted: (counted: number, skipped: number, leftOut: number) => string;
  readonly holiday: (day: ExplainedDay) => string;
  readonly due: (due: ShownInstant) => string;
  readonly noDue: Readonly<Record<'paused' | 'undetermined', string>>;
  readonly allowed: (allowed: Durations) => string;
  readonly warning: (warning: ClockExplanation['warnings'][number]) => string;
  readonly fired: Readonly<Record<ShownFiring['what'], (firing: ShownFiring) => string>>;
  readonly stopped: (stopped: ShownInstant) => string;
  readonly overdue: string;
  readonly state: Readonly<Record<ClockState, string>>;
}

const HOUR_MS = 3_600_000;

/** Milliseconds as hours, with two places at most. */
export function hoursOf(ms: number): string {
  return String(Math.round((ms / HOUR_MS) * 100) / 100);
}
