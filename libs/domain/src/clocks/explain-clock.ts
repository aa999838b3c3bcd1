import type { CalendarDay } from '../calendars/calendar.js';
import { calendarDayOn, dayAt, type DayTable, localDaysOf } from '../calendars/day-table.js';
import type { DeadlinePolicy } from '../policies/policy.js';
import type { ClockRule, Limit } from './clock-rule.js';
import { type Clock, clockOf, evaluateClocks, type EvaluatedRun } from './clocks.js';
import { instantOf, type ShownInstant, shownInstant, type Instant } from '../instant.js';
import type { AcceptedChange } from './due.js';
import { measured } from './limit-end.js';
import type { IgnoredFact, ClockPause } from './runs.js';
import type { FiredFact, Timeline } from './timeline.js';

/** Most days listed; the rest are counted. */
const DAYS_MAX = 400;

/** A duration in milliseconds, by three measures. */
export interface Durations {
  /** Total time from start to end. */
  readonly grossMs: number;
  /** Total time without pauses. */
  readonly netMs: number;
  /** Net time in the rule's unit: business time for business units, else all of it. */
  readonly countedMs: number;
}

/** One date between the start of a clock and its due. */
export interface ExplainedDay extends CalendarDay {
  /** `start`: the day on which the clock started; counting begins on the next day. `paused`: pauses cover the whole day. */
  readonly why: 'counted' | 'start' | 'day-off' | 'holiday' | 'paused';
  /** Counted time of this date, within the clock and outside the pauses. */
  readonly countedMs: number;
  readonly pausedMs: number;
}

/** All data that determines a clock's result; display texts are added elsewhere. */
export interface ClockExplanation {
  readonly clock: Clock;
  /** Number of the run; 1 is the first. */
  readonly run: number;
  readonly rule: ClockRule;
  /** Name and version. */
  readonly calendar: string;
  /** The calendar's IANA time zone, in which local times are shown. */
  readonly timeZone: string;
  readonly start: ShownInstant;
  readonly due?: ShownInstant;
  readonly stopped?: ShownInstant;
  /** The final limit, after extensions and a holding reply. */
  readonly limit: Limit;
  /** From start to due. */
  readonly allowed?: Durations;
  /** From start to stop. */
  readonly used?: Durations;
  readonly warnings: readonly ({ readonly mark: NonNullable<ClockRule['warnings']>[number] } & ShownInstant)[];
  readonly pauses: readonly { readonly from: Instant; readonly to?: Instant; readonly reason: string }[];
  readonly changes: readonly AcceptedChange[];
  readonly ignored: readonly IgnoredFact[];
  /** Recorded firings, also those by earlier policies. */
  readonly fired: readonly FiredFact[];
  readonly days: readonly ExplainedDay[];
  /** Number of days not listed. */
  readonly daysLeftOut: number;
}

/** One run of one clock, and how long it took; `used` is absent while it runs, and beyond the calendar. */
export interface MeasuredClock {
  readonly clock: Clock;
  readonly rule: ClockRule;
  /** Number of the run; 1 is the first. */
  readonly run: number;
  readonly used?: Pick<Durations, 'grossMs' | 'netMs'>;
}

/** Measures every clock of {@link clocksUnder}, in the same order, without the days that {@link explainClocks} lists. Pure. */
export function measureClocks(policy: DeadlinePolicy, timeline: Timeline): readonly MeasuredClock[] {
  return evaluateClocks(policy, timeline).map((evaluated) => {
    const { rule, run, due, pauses } = evaluated;
    const measured = { clock: clockOf(policy, evaluated), rule, run: run.number };
    if (run.stoppedAt === undefined || due === undefined) return measured;
    return { ...measured, used: elapsed(run.start.at, run.stoppedAt, pauses) };
  });
}

/** Explains every clock of {@link clocksUnder}, in the same order. Pure. */
export function explainClocks(policy: DeadlinePolicy, timeline: Timeline): readonly ClockExplanation[] {
  return evaluateClocks(policy, timeline).map((run) => explained(policy, run));
}

function explained(policy: DeadlinePolicy, evaluated: EvaluatedRun): ClockExplanation {
  const { rule, run, due, pauses, ignored } = evaluated;
  const { table } = run;
  const { calendar } = table;
  const shown = (at: number) => shownInstant(at, calendar.timeZone);
  const lasting = (to: number) => durations(table, rule, run.start.at, to, pauses);
  return {
    clock: clockOf(policy, evaluated),
    run: run.number,
    rule,
    calendar: calendar.version,
    timeZone: calendar.timeZone,
    start: shown(run.start.at),
    ...(due?.at !== undefined && { due: shown(due.at), allowed: lasting(due.at) }),
    ...(run.stoppedAt !== undefined && { stopped: shown(run.stoppedAt), ...used(run.stoppedAt) }),
    limit: due?.limit ?? rule.limit,
    warnings: (due?.warnings ?? []).map(({ mark, at }) => ({ mark, ...shown(at) })),
    pauses: pauses.map(({ from, to, reason }) => ({
      from: instantOf(from),
      ...(to !== undefined && { to: instantOf(to) }),
      reason,
    })),
    changes: due?.changes ?? [],
    ignored,
    fired: [...run.firedBefore, ...run.fired],
    ...(due?.at === undefined ? { days: [], daysLeftOut: 0 } : daysOf(table, evaluated, due.at)),
  };

  /** Undefined beyond the calendar, where used time cannot be computed. */
  function used(stoppedAt: number): { readonly used?: Durations } {
    return due === undefined ? {} : { used: lasting(stoppedAt) };
  }
}

function durations(
  table: DayTable,
  { limit }: ClockRule,
  from: number,
  to: number,
  pauses: readonly ClockPause[],
): Durations {
  const paused = overlaps(pauses, from, to);
  const counted = paused.reduce(
    (left, [begin, end]) => left - measured(table, limit.unit, begin, end),
    measured(table, limit.unit, from, to),
  );
  return { ...elapsed(from, to, pauses), countedMs: counted };
}

function elapsed(from: number, to: number, pauses: readonly ClockPause[]): Pick<Durations, 'grossMs' | 'netMs'> {
  const pausedMs = overlaps(pauses, from, to).reduce((sum, [begin, end]) => sum + end - begin, 0);
  return { grossMs: to - from, netMs: to - from - pausedMs };
}

function overlaps(pauses: readonly ClockPause[], from: number, to: number): readonly (readonly [number, number])[] {
  return pauses
    .map((pause) => [Math.max(pause.from, from), Math.min(pause.to ?? to, to)] as const)
    .filter(([begin, end]) => begin < end);
}

function daysOf(
  table: DayTable,
  { rule, run, pauses }: EvaluatedRun,
  due: number,
): Pick<ClockExplanation, 'days' | 'daysLeftOut'> {
  const local = localDaysOf(table.calendar);
  const first = dayAt(local, run.start.at);
  const all = dayAt(local, due) - first + 1;
  const countsStart = run.start.fromDayStart || /hours|minutes/.test(rule.limit.unit);
  const days = Array.from({ length: Math.min(all, DAYS_MAX) }, (_, index): ExplainedDay => {
    const day = first + index;
    const from = Math.max(local.starts[day] ?? 0, run.start.at);
    const to = Math.min((local.starts[day + 1] ?? 0) - 1, due) + 1;
    const { netMs, grossMs, countedMs } = durations(table, rule, from, to, pauses);
    const said = calendarDayOn(table.calendar, local.firstDay + day);
    const starting = index === 0 && !countsStart;
    return { ...said, why: whyOf(rule, said, { starting, netMs }), countedMs, pausedMs: grossMs - netMs };
  });
  return { days, daysLeftOut: all - days.length };
}

function whyOf(
  { limit }: ClockRule,
  { kind }: CalendarDay,
  { starting, netMs }: { readonly starting: boolean; readonly netMs: number },
): ExplainedDay['why'] {
  if (starting) return 'start';
  if (limit.unit.startsWith('business') && kind !== 'working' && kind !== 'unknown') return kind;
  return netMs === 0 ? 'paused' : 'counted';
}
