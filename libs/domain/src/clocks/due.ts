import type { DayTable } from '../calendars/day-table.js';
import type { ClockRule, Limit, WarningMark } from './clock-rule.js';
import { epochMsOf, type Instant } from '../instant.js';
import { advanced, endingAt, limitEnd, measured } from './limit-end.js';
import type { IgnoredFact, ClockPause, Run } from './runs.js';

/** An extension or holding reply of a clock, and the limit from then on. */
export interface AcceptedChange {
  readonly fact: 'extended' | 'held';
  readonly at: Instant;
  readonly reason: string;
  /** The whole limit afterwards, in the unit of the rule. */
  readonly length: number;
}

/** The limit of one run and its instants, in milliseconds since 1970. */
export interface Due {
  /** The final limit. */
  readonly limit: Limit;
  /** Undefined while a pause is open, since its end is not known yet. */
  readonly at: number | undefined;
  /** `place` is the index of the mark within the rule. Warnings without a known instant are left out. */
  readonly warnings: readonly { readonly place: number; readonly mark: WarningMark; readonly at: number }[];
  readonly changes: readonly AcceptedChange[];
  readonly ignored: readonly IgnoredFact[];
}

/**
 * Computes when a run is due, with all extensions. Once it is recorded as missed, its due instant no longer changes. Throws a
 * `BeyondCalendarError` if the calendar ends before.
 */
export function dueOf(rule: ClockRule, run: Run, pauses: readonly ClockPause[]): Due {
  const { table } = run;
  const changes: AcceptedChange[] = [];
  const ignored: IgnoredFact[] = [];
  let limit = rule.limit;
  for (const [index, { fact, at, reason }] of run.changes.entries()) {
    const due = pausedEnd(table, limit, run, pauses);
    const late = index >= run.changesBefore && due !== undefined && epochMsOf(at) > due;
    const why = late ? 'too-late' : reasonAgainst(rule, fact, reason, changes);
    if (why !== undefined) {
      ignored.push({ fact, at, why });
      continue;
    }
    limit = { ...limit, length: lengthened(rule, limit, fact) };
    changes.push({ fact, at, reason: reason ?? '', length: limit.length });
  }
  const breach = run.fired.find(({ fact }) => fact === 'missed');
  const at = breach === undefined ? pausedEnd(table, limit, run, pauses) : epochMsOf(breach.at);
  return { limit, at, warnings: warningsOf(rule, table, limit, run, pauses), changes, ignored };
}

/**
 * Computes the end of a limit for a run with pauses. Counted time (business time for business units, else all time) that passed in a
 * pause is added after it; the end rule then applies to the resulting day. So a pause never shortens the counted time.
 */
export function pausedEnd(table: DayTable, limit: Limit, run: Run, pauses: readonly ClockPause[]): number | undefined {
  const end = limitEnd(table, limit, run.start);
  if (!pauses.some(({ from, to }) => from < end && (to ?? end) > run.start.at)) return end;
  const raw = throughPauses(table, limit, run, pauses, measured(table, limit.unit, run.start.at, end));
  return raw === undefined ? undefined : Math.max(end, endingAt(table, raw, limit.end));
}

/** Finds the instant at which the given counted time has passed outside the pauses; undefined if one of them has not ended by then. */
function throughPauses(
  table: DayTable,
  { unit }: Limit,
  { start }: Run,
  pauses: readonly ClockPause[],
  amountMs: number,
): number | undefined {
  let at = start.at;
  let left = amountMs;
  for (const { from, to } of pauses) {
    if (to !== undefined && to <= at) continue;
    const passed = from > at ? measured(table, unit, at, from) : 0;
    if (passed >= left) break;
    if (to === undefined) return undefined;
    left -= passed;
    at = to;
  }
  return advanced(table, unit, at, left);
}

function warningsOf(
  { warnings = [] }: ClockRule,
  table: DayTable,
  limit: Limit,
  run: Run,
  pauses: readonly ClockPause[],
): Due['warnings'] {
  return warnings.flatMap((mark, place) => {
    const at = 'after' in mark ? pausedEnd(table, mark.after, run, pauses) : sharePassed(mark.percent);
    return at === undefined ? [] : [{ place, mark, at }];
  });

  function sharePassed(percent: number): number | undefined {
    const allowed = measured(table, limit.unit, run.start.at, limitEnd(table, limit, run.start));
    return throughPauses(table, limit, run, pauses, Math.floor((allowed * percent) / 100));
  }
}

function reasonAgainst(
  rule: ClockRule,
  fact: 'extended' | 'held',
  reason: string | undefined,
  changes: readonly AcceptedChange[],
): IgnoredFact['why'] | undefined {
  const allowed = fact === 'extended' ? rule.extension : rule.holding;
  if (allowed === undefined) return 'not-allowed';
  if (reason === undefined || !allowed.reasons.includes(reason)) return 'no-reason';
  const times = fact === 'extended' ? (rule.extension?.times ?? 0) : 1;
  return changes.filter((change) => change.fact === fact).length >= times ? 'used-up' : undefined;
}

/** Keeps the longer limit: a second limit never shortens extensions already given. */
function lengthened({ extension, holding }: ClockRule, { length }: Limit, fact: 'extended' | 'held'): number {
  return fact === 'extended' ? length + (extension?.length ?? 0) : Math.max(length, holding?.length ?? 0);
}
