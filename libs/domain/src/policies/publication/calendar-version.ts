import { sameContent } from '../../complaint/command.js';
import type { Policy } from '../policy.js';
import type { PolicyVersion } from './policy-line.js';

/**
 * Whether another version that was published says something else under the version of this policy's own calendar. Each clock counts by
 * the calendar of its own policy, whatever others say; but whoever reads `acme-offices@1` in two complaints must be able to take it for
 * the same days.
 */
export function calendarDiffers({ version, calendar, ownCalendar }: Policy, others: readonly PolicyVersion[]): boolean {
  if (ownCalendar === undefined) return false;
  return others.some(
    ({ policy, standing }) =>
      policy.version !== version &&
      standing !== 'drafted' &&
      policy.calendar === calendar &&
      !sameContent(policy.ownCalendar, ownCalendar),
  );
}
