import { beyondIsUndefined } from '../calendars/calendar.js';
import { dayTableOf } from '../calendars/day-table.js';
import { calendarInForce } from '../clocks/clocks.js';
import { limitEnd } from '../clocks/limit-end.js';
import type { TimelineFact } from '../clocks/timeline.js';
import { epochMsOf, type Instant } from '../instant.js';
import { usualWindows, type Policy, type Windows } from '../policies/policy.js';
import type { Complaint } from './complaint.js';

/** The fact from which each window counts. */
const COUNTED_FROM: { readonly [window in keyof Windows]: TimelineFact['fact'] } = {
  appeal: 'rejected',
  writing: 'ended',
};

/**
 * Whether a complainant's window is over at an instant. Not before its fact happened, not
 * earlier than a policy that came to apply meanwhile gives, and not while its end is unknown, because the calendar
 * ends before: what a complainant may do is never taken away by a list that is too short.
 */
export function isWindowOver(window: keyof Windows, policy: Policy, { timeline }: Complaint, at: Instant): boolean {
  const begun = timeline.findLastIndex(({ fact }) => fact === COUNTED_FROM[window]);
  // A shorter window under another policy must not be over before it applied.
  const since = timeline.findLast(({ fact }, index) => index === begun || (index > begun && fact === 'policy'))?.at;
  if (begun === -1 || since === undefined) return false;
  const limit = policy.windows?.[window] ?? usualWindows[window];
  const calendar = calendarInForce(policy, timeline);
  const end = beyondIsUndefined(() =>
    limitEnd(dayTableOf(calendar), limit, { at: epochMsOf(since), fromDayStart: false }),
  );
  return end !== undefined && epochMsOf(at) > end;
}

/** Whether somebody in these roles may add to a complaint: staff at any time, complainants until their window after closing is over. */
export function mayStillAdd(policy: Policy, complaint: Complaint, roles: readonly string[], at?: Instant): boolean {
  if (complaint.status !== 'closed' || roles.some((role) => role !== 'complainant')) return true;
  return at === undefined || !isWindowOver('writing', policy, complaint, at);
}
