import type { Anchor, Complexity, DueEffect, End, Impact, Moment, Priority, Severity, Unit } from '@redress/contracts';
import {
  type Check,
  checkedBy,
  everyWord,
  type Fault,
  fault,
  listOf,
  matching,
  members,
  oneOf,
  whole,
} from '../fault.js';
import type { ClockCondition } from './clock-condition.js';

/** How long a clock may run. Days are counted from the day after the clock started. */
export interface Limit {
  readonly length: number;
  readonly unit: Unit;
  readonly end: End;
}

/** When to warn before the end: at a share of the allowed time, or after an amount of it has passed. */
export type WarningMark = { readonly percent: number } | { readonly after: Limit };

/** The rule of one clock, as a policy states it. */
export interface ClockRule {
  /** `acknowledgement`, `decision`; one word for one clock within a policy. Several rules of one name have conditions that exclude each other. */
  readonly name: string;
  /** The complaints that it is for, by their present assessment; without it, all that no other rule of the name is for. */
  readonly when?: ClockCondition;
  readonly anchor: Anchor;
  readonly limit: Limit;
  /** The moments that meet or end the clock. */
  readonly stops: readonly Moment[];
  /** Starts only in this stage; 1 is the first, and each escalation begins the next. */
  readonly stage?: number;
  /** Moments that start another run when none is running. A progress report stops one run and starts the next. */
  readonly restartsAt?: readonly Moment[];
  /** Never resets: a reopening undoes its end, and it continues with its original due date. */
  readonly survivesReopening?: boolean;
  /** Starts at the next opening if triggered outside business time. */
  readonly outsideHours?: 'next-opening';
  readonly warnings?: readonly WarningMark[];
  /** Reasons that allow a pause. Without them the clock cannot be paused. */
  readonly pause?: { readonly reasons: readonly string[] };
  /** Amount per extension in the limit's unit, their maximum number, and the allowed reasons. */
  readonly extension?: { readonly length: number; readonly times: number; readonly reasons: readonly string[] };
  /** The second limit after a holding reply, from the same start in the limit's unit, once, for one of these reasons. */
  readonly holding?: { readonly length: number; readonly reasons: readonly string[] };
  /** The automatic effect at the due instant, instead of recording a miss. */
  readonly atDue?: DueEffect;
  /** Moments that exempt the clock if they happen this early. */
  readonly exempt?: { readonly by: Moment; readonly within: Limit };
}

const moments = everyWord<Moment>({
  received: true,
  acknowledged: true,
  'sent-on': true,
  escalated: true,
  'progress-reported': true,
  decided: true,
  accepted: true,
  ended: true,
  reopened: true,
});
export const units = everyWord<Unit>({
  hours: true,
  'calendar-days': true,
  weeks: true,
  'business-days': true,
  'business-hours': true,
  'business-minutes': true,
});
const ends = everyWord<End>({ instant: true, 'end-of-day': true, 'close-of-business': true });
export const anchors = everyWord<Anchor>({
  received: true,
  'day-after-receipt': true,
  acknowledged: true,
  'sent-on': true,
  'stage-escalated': true,
  'decision-communicated': true,
});
const dueEffects = everyWord<DueEffect>({ 'report-progress': true });
export const severities = everyWord<Severity>({ low: true, medium: true, high: true, critical: true });
const priorities = everyWord<Priority>({ low: true, normal: true, high: true, urgent: true });
export const complexities = everyWord<Complexity>({ simple: true, standard: true, complex: true });
export const impacts = everyWord<Impact>({ individual: true, group: true, public: true });

/** Longer than any published limit, and short enough to compute quickly: two years of days, in every unit. */
const LENGTH_MAX = { hours: 17_520, 'calendar-days': 730, weeks: 104, 'business-days': 520 } as const;
const BUSINESS_HOURS_MAX = 4_160;
const LIST_MAX = 20;

/** A word of a policy: small letters, digits and hyphens. */
export const word = matching(/^[a-z][a-z0-9-]{0,62}$/, 'a word of small letters, digits and hyphens');

const length = whole(1, BUSINESS_HOURS_MAX * 60);
export const checkLimit = checkedBy<Limit>(members({ length, unit: oneOf(units), end: oneOf(ends) }), possible);
const reasons = listOf(word, { min: 1, max: LIST_MAX });
const momentList = listOf(oneOf(moments), { max: moments.length });

const warning: Check = (value, pointer) =>
  value !== null && typeof value === 'object' && 'after' in value
    ? members({ after: checkLimit })(value, pointer)
    : members({ percent: whole(1, 100) })(value, pointer);

/** A list of some of the words of a closed list. */
export const wordsOf = (values: readonly string[]): Check => listOf(oneOf(values), { min: 1, max: values.length });

const condition: Check = checkedBy<ClockCondition>(
  members({
    'severity?': wordsOf(severities),
    'priority?': wordsOf(priorities),
    'complexity?': wordsOf(complexities),
    'impact?': wordsOf(impacts),
    'safetyImplication?': oneOf([true, false]),
    'vulnerability?': oneOf([true, false]),
  }),
  (when, pointer) => (Object.keys(when).length > 0 ? [] : fault(pointer, 'Must say a condition, or be left out.')),
);

const shape = members({
  name: word,
  'when?': condition,
  anchor: oneOf(anchors),
  limit: checkLimit,
  stops: listOf(oneOf(moments), { min: 1, max: moments.length }),
  'stage?': whole(1, 9),
  'restartsAt?': momentList,
  'survivesReopening?': oneOf([true, false]),
  'outsideHours?': oneOf(['next-opening']),
  'warnings?': listOf(warning, { max: LIST_MAX }),
  'pause?': members({ reasons }),
  'extension?': members({ length, times: whole(1, 9), reasons }),
  'holding?': members({ length, reasons }),
  'atDue?': oneOf(dueEffects),
  'exempt?': members({ by: oneOf(moments), within: checkLimit }),
});

/** Every fault of what should be a {@link ClockRule}; empty when it is one. Never throws. */
export const checkClockRule: Check = checkedBy<ClockRule>(shape, coherent);

function possible({ length: asked, unit, end }: Limit, pointer: string): readonly Fault[] {
  const business = unit.startsWith('business');
  const most =
    unit === 'business-hours'
      ? BUSINESS_HOURS_MAX
      : unit === 'business-minutes'
        ? BUSINESS_HOURS_MAX * 60
        : LENGTH_MAX[unit];
  return [
    ...(asked > most ? fault(`${pointer}/length`, `Must be at most ${most} ${unit}.`) : []),
    ...(end === 'close-of-business' && !business
      ? fault(
          `${pointer}/end`,
          'Can be close-of-business only for business days, hours and minutes: other days may have no closing.',
        )
      : []),
  ];
}

function coherent(rule: ClockRule, pointer: string): readonly Fault[] {
  const { anchor, limit: own, stops, holding, restartsAt, survivesReopening, outsideHours, atDue } = rule;
  return [
    ...(holding !== undefined && holding.length <= own.length
      ? fault(`${pointer}/holding/length`, 'Must be longer than the first limit: a second limit cannot take time away.')
      : []),
    ...(survivesReopening && restartsAt?.includes('reopened')
      ? fault(`${pointer}/survivesReopening`, 'Cannot be combined with a new run at each reopening.')
      : []),
    ...(atDue === 'report-progress' && !stops.includes('progress-reported')
      ? fault(`${pointer}/atDue`, 'Can be report-progress only for a clock that progress-reported stops.')
      : []),
    ...(outsideHours !== undefined && anchor === 'day-after-receipt'
      ? fault(`${pointer}/outsideHours`, 'Has no meaning for a clock that starts with a day.')
      : []),
  ];
}
