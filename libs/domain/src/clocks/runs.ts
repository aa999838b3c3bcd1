import type { Anchor, Moment } from '@redress/contracts';
import { nextBusinessInstant } from '../calendars/business-time.js';
import { beyondIsUndefined } from '../calendars/calendar.js';
import { dayAt, type DayTable, dayTableOf, localDaysOf } from '../calendars/day-table.js';
import { changedCalendar } from '../calendars/own-calendar.js';
import { epochMsOf, type Instant } from '../instant.js';
import { ruleInForce } from './clock-condition.js';
import type { ClockRule } from './clock-rule.js';
import type { ClockStart } from './limit-end.js';
import type {
  ChangeFact,
  FiredFact,
  MergeFact,
  MomentFact,
  PauseFact,
  PolicyFact,
  ResumeFact,
  Timeline,
  TimelineFact,
} from './timeline.js';

/** One run of a clock, from its start to its stop, under one of its rules. All numbers are milliseconds since 1970. */
export interface Run {
  /** The rule that applies, or applied when it was stopped. */
  readonly rule: ClockRule;
  /** Number of the run; 1 is the first. Another rule that comes to apply counts as another run, from the same start. */
  readonly number: number;
  /** Number of the clock's start; 1 is the first. The same as {@link number} for a clock of one rule. */
  readonly startNumber: number;
  readonly start: ClockStart;
  readonly stoppedAt?: number;
  /** `assessed`: its conditions did not hold any more. */
  readonly stoppedBy?: Moment | 'merged' | 'assessed';
  /** Extensions and holding replies for this run, in order. */
  readonly changes: readonly ChangeFact[];
  /** How many of {@link changes} were given under earlier policies: they are kept, though they may be too late by the limit of this one. */
  readonly changesBefore: number;
  /** Recorded firings by the complaint's policy, in order. */
  readonly fired: readonly FiredFact[];
  /** Recorded firings by earlier policies, in order. They stay recorded; only those for the same instant count. */
  readonly firedBefore: readonly FiredFact[];
  /** How it had ended when the policy came to apply: met by the one before, or stopped; absent for a run that went on, or began, under it. */
  readonly endedBefore?: 'met' | 'stopped';
  /** The table of days: of the calendar in force when the run was stopped, or now. */
  readonly table: DayTable;
}

/** What happened to a run under one rule of its clock. */
interface Turn {
  readonly rule: ClockRule;
  readonly number: number;
  readonly changes: readonly ChangeFact[];
  readonly changesBefore: number;
  readonly fired: readonly FiredFact[];
  /** Since when the rule does not apply any more, and the table of days then; absent for the rule that applies. */
  readonly over?: { readonly at: Instant; readonly table: DayTable };
}

/** A stretch from a start to a stop while the timeline is being read: its starting calendar is known only at the end. */
interface Course {
  readonly anchoredAt: number;
  readonly stop?: MomentFact | MergeFact<'merged'>;
  readonly firedBefore: readonly FiredFact[];
  readonly endedBefore?: 'met' | 'stopped';
  readonly table: DayTable;
  /** One for each rule that applied meanwhile, in the order in which they came to; at most one is not over. */
  readonly turns: readonly Turn[];
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
 *
 * `rules` are all rules of the clock, which start and stop alike. When a reassessment makes another one apply, the run under the one before is
 * stopped, and goes on when that one applies again. What had been stopped before stays as it was.
 */
export function runsOf(
  rules: readonly [ClockRule, ...ClockRule[]],
  first: DayTable,
  timeline: Timeline,
): readonly Run[] {
  const [shared] = rules;
  const courses: Course[] = [];
  let numbered = 0;
  let table = first;
  let stage = 1;
  let anchored = false;
  let rule = ruleInForce(rules, undefined);
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
      case 'assessed':
        rule = ruleInForce(rules, fact);
        if (running) become(inTurn(last, fact.at));
        break;
      case 'extended':
      case 'held':
        if (running && fact.clock === shared.name)
          become(withTurns(last, isOn, (turn) => ({ ...turn, changes: [...turn.changes, fact] })));
        break;
      case 'warned':
      case 'missed':
      case 'told': {
        if (fact.clock !== shared.name) break;
        const isMeant = ({ number }: Turn) => number === fact.run;
        const place = courses.findIndex(({ turns }) => turns.some(isMeant));
        const course = courses[place];
        if (course !== undefined)
          courses[place] = withTurns(course, isMeant, (turn) => ({ ...turn, fired: [...turn.fired, fact] }));
        break;
      }
      case 'merged':
        if (running) become({ ...last, stop: fact });
        break;
      case 'unmerged':
        if (last?.stop?.fact === 'merged') become(inTurn(resumed(last, table), fact.at));
        break;
      case 'calendar':
        table = dayTableOf(changedCalendar(table.calendar, fact));
        if (running) become({ ...last, table });
        break;
      case 'policy':
        courses.forEach((course, index) => (courses[index] = underNewPolicy(shared, course, index + 1, fact)));
        break;
      default: {
        if (fact.fact === 'escalated') stage += 1;
        const stopped = running && shared.stops.includes(fact.fact);
        if (stopped) become({ ...last, stop: fact });
        if (last !== undefined && fact.fact === 'reopened' && shared.survivesReopening)
          become(inTurn(resumed(last, table), fact.at));
        const anchors =
          !anchored &&
          (!running || stopped) &&
          fact.fact === momentOf[shared.anchor] &&
          stage === (shared.stage ?? stage);
        if (anchors || restarts(shared, fact.fact, { running, stopped })) {
          courses.push(inTurn({ anchoredAt: epochMsOf(fact.at), firedBefore: [], table, turns: [] }, fact.at));
          anchored = true;
        }
      }
    }
  }
  return courses.flatMap((course, index) => runsIn(course, index + 1));

  /** Lets the rule in force apply: to a turn of its own, or again to the one that it had. */
  function inTurn(course: Course, at: Instant): Course {
    const on = course.turns.find(isOn);
    if (on?.rule === rule) return course;
    const turns = course.turns.map(({ over, ...turn }): Turn => {
      if (turn.rule === rule) return turn;
      return { ...turn, over: over ?? { at, table: course.table } };
    });
    if (rule === undefined || turns.some(isOn)) return { ...course, turns };
    numbered += 1;
    return { ...course, turns: [...turns, { rule, number: numbered, changes: [], changesBefore: 0, fired: [] }] };
  }
}

function isOn({ over }: Turn): boolean {
  return over === undefined;
}

function withTurns(course: Course, isMeant: (turn: Turn) => boolean, changed: (turn: Turn) => Turn): Course {
  return { ...course, turns: course.turns.map((turn) => (isMeant(turn) ? changed(turn) : turn)) };
}

/** Undoes the stop of a run. */
function resumed({ stop: _stop, endedBefore: _ended, ...course }: Course, table: DayTable): Course {
  return { ...course, table };
}

/**
 * Keeps what an earlier policy recorded, and how a run had ended by it. Turns that were over by then are left out: this policy did not apply
 * while they lasted.
 */
function underNewPolicy({ name }: ClockRule, course: Course, startNumber: number, { met }: PolicyFact): Course {
  const { stop, turns, firedBefore } = course;
  const isMet = met.some(({ clock, run }) => clock === name && run === startNumber);
  return {
    ...course,
    turns: turns.filter(isOn).map((turn) => ({ ...turn, changesBefore: turn.changes.length, fired: [] })),
    firedBefore: [...firedBefore, ...turns.flatMap(({ fired }) => fired)],
    ...(stop !== undefined && { endedBefore: isMet || course.endedBefore === 'met' ? 'met' : 'stopped' }),
  };
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

/** The runs of one course, the one under the rule that applies last. */
function runsIn(course: Course, startNumber: number): readonly Run[] {
  const { turns } = course;
  return [...turns.filter((turn) => !isOn(turn)), ...turns.filter(isOn)].flatMap(
    (turn) => runOf(course, turn, startNumber) ?? [],
  );
}

/** A fact recorded late may precede the clock's start: then it stops the clock at once. */
function runOf(course: Course, { over, ...turn }: Turn, startNumber: number): Run | undefined {
  const { anchoredAt, stop, endedBefore, firedBefore } = course;
  const { table } = over ?? course;
  const start = beyondIsUndefined(() => startOf(turn.rule, table, anchoredAt));
  if (start === undefined) return undefined;
  const run = { ...turn, startNumber, start, firedBefore, table };
  const stoppedAt = (at: Instant) => Math.max(epochMsOf(at), start.at);
  if (over !== undefined) return { ...run, stoppedAt: stoppedAt(over.at), stoppedBy: 'assessed' };
  const ended = { ...run, ...(endedBefore !== undefined && { endedBefore }) };
  return stop === undefined ? ended : { ...ended, stoppedAt: stoppedAt(stop.at), stoppedBy: stop.fact };
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
  readonly at: Instant;
  readonly why: 'not-allowed' | 'no-reason' | 'too-late' | 'used-up' | 'already-paused' | 'not-paused';
}

interface Pauses {
  readonly pauses: readonly ClockPause[];
  readonly ignored: readonly IgnoredFact[];
}

/**
 * The pauses of one clock in the order of the timeline, whichever of its rules applied. A resumption recorded late never ends a pause before its
 * start.
 */
export function pausesOf(rules: readonly [ClockRule, ...ClockRule[]], timeline: Timeline): Pauses {
  const pauses: ClockPause[] = [];
  const ignored: IgnoredFact[] = [];
  // A clock that applies to some complaints only is paused by name alone: nothing could end what it took over from others.
  const isForSome = rules.every(({ when }) => when !== undefined);
  for (const [index, fact] of timeline.entries()) {
    if (fact.fact !== 'paused' && fact.fact !== 'resumed') continue;
    const isMeant = fact.clocks === undefined || fact.clocks.includes(rules[0].name);
    if (!isMeant && (isForSome || wasThere(rules[0], timeline, index))) continue;
    const at = epochMsOf(fact.at);
    const open = pauses.at(-1)?.to === undefined ? pauses.at(-1) : undefined;
    const why = reasonAgainst(rules, fact, open !== undefined);
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

/** Whether the policy that applied at this place of the timeline had the clock: one that it had not could not be named. */
function wasThere({ name }: ClockRule, timeline: Timeline, index: number): boolean {
  for (const fact of timeline.slice(index)) {
    if (fact.fact !== 'policy') continue;
    if (fact.ended.includes(name)) return true;
    if (fact.begun.includes(name)) return false;
  }
  return true;
}

/** The rule that applied then decided whether to pause; what is recorded stays, whichever applies later. */
function reasonAgainst(
  rules: readonly ClockRule[],
  fact: PauseFact | ResumeFact,
  paused: boolean,
): IgnoredFact['why'] | undefined {
  const pausable = rules.flatMap(({ pause }) => pause ?? []);
  if (pausable.length === 0) return 'not-allowed';
  if (fact.fact === 'resumed') return paused ? undefined : 'not-paused';
  const { reason } = fact;
  if (reason === undefined || !pausable.some(({ reasons }) => reasons.includes(reason))) return 'no-reason';
  return paused ? 'already-paused' : undefined;
}
