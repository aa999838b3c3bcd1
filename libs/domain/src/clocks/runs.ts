import { amendedCalendar } from '../calendars/amended-calendar.js';
import { nextBusinessInstant } from '../calendars/business-time.js';
import { dayAt, dayTableOf, type DayTable } from '../calendars/day-table.js';
import { beyondIsUndefined } from './beyond-is-undefined.js';
import type { Anchor, ClockRule } from './clock-rule.js';
import { epochMsOf } from './instants.js';
import type { ClockStart } from './limit-end.js';
import type { ChangeFact, FiredFact, MergeFact, Moment, MomentFact, Timeline } from './timeline.js';

/** One run of a clock: from what started it to what stopped it. All numbers are milliseconds since 1970. */
export interface Run {
  /** Which run of its clock this is; 1 is the first. */
  readonly number: number;
  readonly start: ClockStart;
  readonly stoppedAt?: number;
  readonly stoppedBy?: Moment | 'merged';
  /** What was meant to lengthen this run, in order. */
  readonly changes: readonly ChangeFact[];
  /** What of it came due and was recorded, in order. */
  readonly fired: readonly FiredFact[];
  /** The days by which it counts: those of the calendar that held when it was stopped, or that holds now. */
  readonly table: DayTable;
}

/** A run while the timeline is read: which calendar it starts by is only known in the end. */
interface Course {
  readonly anchoredAt: number;
  readonly stop?: MomentFact | MergeFact<'merged'>;
  readonly changes: readonly ChangeFact[];
  readonly fired: readonly FiredFact[];
  readonly table: DayTable;
}

const momentOf: { readonly [anchor in Anchor]: Moment } = {
  received: 'received',
  'day-after-receipt': 'received',
  acknowledged: 'acknowledged',
  'sent-on': 'sent-on',
  'stage-escalated': 'escalated',
  'decision-communicated': 'decided',
};

/**
 * The runs of one clock, oldest first; none when what it is counted from has not happened. A run that starts beyond its calendar's years
 * cannot even be said to start: it is left out until a version covers them.
 */
export function runsOf(rule: ClockRule, first: DayTable, timeline: Timeline): readonly Run[] {
  const courses: Course[] = [];
  let table = first;
  let stage = 1;
  let anchored = false;
  for (const fact of timeline) {
    const last = courses.at(-1);
    const running = last !== undefined && last.stop === undefined;
    const become = (changed: Course): void => void (courses[courses.length - 1] = changed);
    switch (fact.fact) {
      case 'paused':
      case 'resumed':
      case 'rejected':
      case 'heard':
        break;
      case 'extended':
      case 'held':
        if (running && fact.clock === rule.name) become({ ...last, changes: [...last.changes, fact] });
        break;
      case 'warned':
      case 'missed':
      case 'told': {
        const course = fact.clock === rule.name ? courses[fact.run - 1] : undefined;
        if (course !== undefined) courses[fact.run - 1] = { ...course, fired: [...course.fired, fact] };
        break;
      }
      case 'merged':
        if (running) become({ ...last, stop: fact });
        break;
      case 'unmerged':
        if (last?.stop?.fact === 'merged') become(resumed(last, table));
        break;
      case 'calendar':
        table = dayTableOf(amendedCalendar(table.calendar, fact));
        if (running) become({ ...last, table });
        break;
      default: {
        if (fact.fact === 'escalated') stage += 1;
        const stopped = running && rule.stops.includes(fact.fact);
        if (stopped) become({ ...last, stop: fact });
        if (last !== undefined && fact.fact === 'reopened' && rule.survivesReopening) become(resumed(last, table));
        const anchors =
          !anchored && (!running || stopped) && fact.fact === momentOf[rule.anchor] && stage === (rule.stage ?? stage);
        if (anchors || restarts(rule, fact.fact, { running, stopped })) {
          courses.push({ anchoredAt: epochMsOf(fact.at), changes: [], fired: [], table });
          anchored = true;
        }
      }
    }
  }
  return courses.flatMap((course, index) => runOf(rule, course, index + 1) ?? []);
}

/** As if what stopped it had not happened. */
function resumed({ stop: _stop, ...course }: Course, table: DayTable): Course {
  return { ...course, table };
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
function runOf(rule: ClockRule, { anchoredAt, stop, ...course }: Course, number: number): Run | undefined {
  const start = beyondIsUndefined(() => startOf(rule, course.table, anchoredAt));
  if (start === undefined) return undefined;
  if (stop === undefined) return { number, start, ...course };
  return { number, start, ...course, stoppedAt: Math.max(epochMsOf(stop.at), start.at), stoppedBy: stop.fact };
}

function startOf({ anchor, outsideHours }: ClockRule, table: DayTable, at: number): ClockStart {
  if (anchor === 'day-after-receipt') return { at: table.starts[dayAt(table, at) + 1] ?? at, fromDayStart: true };
  return { at: outsideHours === 'next-opening' ? nextBusinessInstant(table, at) : at, fromDayStart: false };
}
