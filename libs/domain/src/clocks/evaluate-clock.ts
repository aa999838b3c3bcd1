import type { DayTable } from '../calendars/day-table.js';
import { beyondIsUndefined } from './beyond-is-undefined.js';
import type { ClockRule } from './clock-rule.js';
import { dueOf, type Due } from './due.js';
import { limitEnd } from './limit-end.js';
import { pausesOf, type IgnoredFact, type Pause } from './pauses.js';
import { runsOf, type Run } from './runs.js';
import type { Timeline } from './timeline.js';

/**
 * `running`; `paused`: stands still, so nobody knows yet when it is due; `met`: stopped no later than due; `missed`: stopped after;
 * `exempt`: nothing is owed any more, since the complaint was resolved so early; `merged`: stopped no later than due, since the clocks of
 * the complaint hold that this one was merged into; `undetermined`: the calendar ends before the due date.
 */
export type ClockState = 'running' | 'paused' | 'met' | 'missed' | 'exempt' | 'merged' | 'undetermined';

/** One run of one clock with all that follows for it. Numbers are milliseconds since 1970. */
export interface EvaluatedRun {
  readonly rule: ClockRule;
  readonly run: Run;
  readonly state: ClockState;
  /** Undefined when the calendar ends before. */
  readonly due: Due | undefined;
  /** Those that lie within the run, cut to it. */
  readonly pauses: readonly Pause[];
  readonly ignored: readonly IgnoredFact[];
}

/** Every run of one clock, oldest first; `first` is the calendar's table before any change of calendar. Pure: it knows no "now". */
export function evaluateClock(rule: ClockRule, first: DayTable, timeline: Timeline): readonly EvaluatedRun[] {
  const { pauses, ignored } = pausesOf(rule, timeline);
  return runsOf(rule, first, timeline).map((run) => {
    const own = pauses.flatMap((pause) => cut(pause, run));
    const due = beyondIsUndefined(() => dueOf(rule, run, own));
    const state = due === undefined ? 'undetermined' : stateOf(rule, run, due);
    return { rule, run, state, due, pauses: own, ignored: [...ignored, ...(due?.ignored ?? [])] };
  });
}

function stateOf({ exempt }: ClockRule, { table, start, stoppedAt, stoppedBy }: Run, { at }: Due): ClockState {
  if (stoppedAt === undefined) return at === undefined ? 'paused' : 'running';
  const early = exempt !== undefined && exempt.by === stoppedBy && stoppedAt <= limitEnd(table, exempt.within, start);
  if (early) return 'exempt';
  if (at !== undefined && stoppedAt > at) return 'missed';
  return stoppedBy === 'merged' ? 'merged' : 'met';
}

/** A pause that is still open when the clock stops ends with it. */
function cut({ from, to, reason }: Pause, { start, stoppedAt }: Run): readonly Pause[] {
  const end = to === undefined || (stoppedAt !== undefined && stoppedAt < to) ? stoppedAt : to;
  const begin = Math.max(from, start.at);
  if (end === undefined) return [{ from: begin, reason }];
  return begin < end ? [{ from: begin, to: end, reason }] : [];
}
