import { nextBusinessInstant } from '../calendars/business-time.js';
import { dayAt, type DayTable } from '../calendars/day-table.js';
import type { Anchor, ClockRule } from './clock-rule.js';
import { epochMsOf } from './instants.js';
import type { ClockStart } from './limit-end.js';
import type { ChangeFact, Moment, MomentFact, Timeline } from './timeline.js';

/** One run of a clock: from what started it to what stopped it. All numbers are milliseconds since 1970. */
export interface Run {
  readonly start: ClockStart;
  readonly stoppedAt?: number;
  readonly stoppedBy?: Moment;
  /** What was meant to lengthen this run, in order. */
  readonly changes: readonly ChangeFact[];
}

const momentOf: { readonly [anchor in Anchor]: Moment } = {
  received: 'received',
  'day-after-receipt': 'received',
  acknowledged: 'acknowledged',
  'sent-on': 'sent-on',
  'stage-escalated': 'escalated',
  'decision-communicated': 'decided',
};

/** The runs of one clock, oldest first; none when what it is counted from has not happened. */
export function runsOf(rule: ClockRule, table: DayTable, timeline: Timeline): readonly Run[] {
  const runs: Run[] = [];
  let stage = 1;
  let anchored = false;
  for (const fact of timeline) {
    if (fact.fact === 'paused' || fact.fact === 'resumed') continue;
    const last = runs.at(-1);
    const running = last !== undefined && last.stoppedAt === undefined;
    if (fact.fact === 'extended' || fact.fact === 'held') {
      if (running && fact.clock === rule.name) runs[runs.length - 1] = { ...last, changes: [...last.changes, fact] };
      continue;
    }
    if (fact.fact === 'escalated') stage += 1;
    const stopped = running && rule.stops.includes(fact.fact);
    if (stopped) runs[runs.length - 1] = stoppedRun(last, fact);
    if (last !== undefined && fact.fact === 'reopened' && rule.survivesReopening) {
      runs[runs.length - 1] = { start: last.start, changes: last.changes };
    }
    const first =
      !anchored && (!running || stopped) && fact.fact === momentOf[rule.anchor] && stage === (rule.stage ?? stage);
    if (first || restarts(rule, fact.fact, { running, stopped })) {
      runs.push({ start: startOf(rule, table, epochMsOf(fact.at)), changes: [] });
      anchored = true;
    }
  }
  return runs;
}

/** A fact that also stops the clock starts it anew only when it did stop it: there is no next report after the decision. */
function restarts(
  { restartsAt, stops }: ClockRule,
  moment: Moment,
  { running, stopped }: { readonly running: boolean; readonly stopped: boolean },
): boolean {
  if (!restartsAt?.includes(moment)) return false;
  return stops.includes(moment) ? stopped : !running;
}

/** Something typed in late may have happened before its clock began: it stops it at once. */
function stoppedRun(run: Run, { fact, at }: MomentFact): Run {
  const stoppedAt = Math.max(epochMsOf(at), run.start.at);
  return { ...run, stoppedAt, stoppedBy: fact };
}

function startOf({ anchor, outsideHours }: ClockRule, table: DayTable, at: number): ClockStart {
  if (anchor === 'day-after-receipt') return { at: table.starts[dayAt(table, at) + 1] ?? at, fromDayStart: true };
  return { at: outsideHours === 'next-opening' ? nextBusinessInstant(table, at) : at, fromDayStart: false };
}
