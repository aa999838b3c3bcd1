import { checkedBy, fault, listOf, matching, members, oneOf, whole, type Check, type Fault } from '../faults/fault.js';
import { anchors, dueEffects, ends, units, type ClockRule, type Limit } from './clock-rule.js';
import { moments } from './timeline.js';

/** Longer than any limit that anyone publishes, and short enough to be computed at once: two years of days, in every unit. */
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

const shape = members({
  name: word,
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
      ? fault(`${pointer}/survivesReopening`, 'Cannot be asked for together with a new run at each reopening.')
      : []),
    ...(atDue === 'report-progress' && !stops.includes('progress-reported')
      ? fault(`${pointer}/atDue`, 'Can be report-progress only for a clock that progress-reported stops.')
      : []),
    ...(outsideHours !== undefined && anchor === 'day-after-receipt'
      ? fault(`${pointer}/outsideHours`, 'Has no meaning for a clock that starts with a day.')
      : []),
  ];
}
