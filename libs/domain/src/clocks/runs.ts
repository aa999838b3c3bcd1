import type { Anchor, Moment } from '@redress/contracts';
import { nextBusinessInstant } from '../calendars/business-time.js';
import { beyondIsUndefined } from '../calendars/calendar.js';
import { dayAt, type DayTable, dayTableOf, localDaysOf } from '../calendars/day-table.js';
import { amendedCalendar } from '../calendars/own-calendar.js';
import { epochMsOf } from '../instant.js';
import type { ClockRule } from './clock-rule.js';
import type { ClockStart } from './limit-end.js';
import type {
  ChangeFact,
  FiredFact,
  MergeFact,
  MomentFact,
  PauseFact,
  ResumeFact,
  Timeline,
  TimelineFact,
} from './timeline.js';

/** One run of a clock, from its start to its stop. All numbers are milliseconds since 1970. */
export interface Run {
  /** Number of the run; 1 is the first. */
  readonly number: number;
  readonly start: ClockStart;
  readonly stoppedAt?: number;
  readonly stoppedBy?: Moment | 'merged';
  /** Extensions and holding replies for this run, in order. */
  readonly changes: readonly ChangeFact[];
  /** Recorded firings, in order. */
  readonly fired: readonly FiredFact[];
  /** The table of days: of the calendar in force when the run was stopped, or now. */
  readonly table: DayTable;
}

/** A run while the timeline is being read: its starting calendar is known only at the end. */
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
 * The runs of one clock, oldest first; none when what it is counted from has not happened. A run that starts with the next opening, beyond the
 * years whose holidays its calendar knows, cannot even be said to start: it is left out until a version covers them.
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

/** Undoes the stop of a run. */
function resumed({ stop: _stop, ...course }: Course, table: DayTable): Course {
  return { ...course, table };
}

/** A fact that both stops and restarts the clock restarts it only if it stopped it: no report follows the decision. */
function restarts(
  { restartsAt, stops }: ClockRule,
  moment: Moment,
  { running, stopped }: { readonly running: boolean; readonly stopped: boolean },
): boolean {
  if (!restartsAt?.includes(moment)) return false;
  return stops.includes(moment) ? stopped : !running;
}

/** A fact recorded late may precede the clock's start: then it stops the clock at once. */
function runOf(rule: ClockRule, { anchoredAt, stop, ...course }: Course, number: number): Run | undefined {
  const start = beyondIsUndefined(() => startOf(rule, course.table, anchoredAt));
  if (start === undefined) return undefined;
  if (stop === undefined) return { number, start, ...course };
  return { number, start, ...course, stoppedAt: Math.max(epochMsOf(stop.at), start.at), stoppedBy: stop.fact };
}

function startOf({ anchor, outsideHours }: ClockRule, table: DayTable, at: number): ClockStart {
  if (anchor === 'day-after-receipt') {
    const days = localDaysOf(table.calendar);
    return { at: days.starts[dayAt(days, at) + 1] ?? at, fromDayStart: true };
  }
  return { at: outsideHours === 'next-opening' ? nextBusinessInstant(table, at) : at, fromDayStart: false };
}

/** A pause of a clock, in milliseconds since 1970; open without `to`. */
export interface ClockPause {
  readonly from: number;
  readonly to?: number;
  readonly reason: string;
}

/** A fact without effect on its clock, and why. */
export interface IgnoredFact {
  readonly fact: TimelineFact['fact'];
  readonly at: string;
  readonly why: 'not-allowed' | 'no-reason' | 'too-late' | 'used-up' | 'already-paused' | 'not-paused';
}

interface Pauses {
  readonly pauses: readonly ClockPause[];
  readonly ignored: readonly IgnoredFact[];
}

/** The pauses of one clock in the order of the timeline. A resumption recorded late never ends a pause before its start. */
export function pausesOf(rule: ClockRule, timeline: Timeline): Pauses {
  const pauses: ClockPause[] = [];
  const ignored: IgnoredFact[] = [];
  for (const fact of timeline) {
    if (fact.fact !== 'paused' && fact.fact !== 'resumed') continue;
    if (fact.clocks !== undefined && !fact.clocks.includes(rule.name)) continue;
    const at = epochMsOf(fact.at);
    const open = pauses.at(-1)?.to === undefined ? pauses.at(-1) : undefined;
    const why = reasonAgainst(rule, fact, open !== undefined);
    if (why !== undefined) ignored.push({ fact: fact.fact, at: fact.at, why });
    else if (open !== undefined) pauses[pauses.length - 1] = { ...open, to: Math.max(at, open.from) };
    else
      pauses.push({
        from: Math.max(at, pauses.at(-1)?.to ?? at),
        reason: fact.fact === 'paused' ? (fact.reason ?? '') : '',
      });
  }
  return { pauses, ignored };
}

function reasonAgainst(
  { pause }: ClockRule,
  fact: PauseFact | ResumeFact,
  paused: boolean,
): IgnoredFact['why'] | undefined {
  if (pause === undefined) return 'not-allowed';
  if (fact.fact === 'resumed') return paused ? undefined : 'not-paused';
  if (fact.reason === undefined || !pause.reasons.includes(fact.reason)) return 'no-reason';
  return paused ? 'already-paused' : undefined;
}
