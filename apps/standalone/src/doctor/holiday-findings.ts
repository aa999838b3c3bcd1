import type { Instant, PolicyVersion } from '@redress/domain';
import { holidayLists, LIST_ENDS_DAYS } from '@redress/policies';
import { type Finding, ok, warn } from './finding.js';

const HOLIDAYS = 'holidays';

/** Warns when the holidays of a published policy's calendar are known for less than {@link LIST_ENDS_DAYS} days from now. */
export function holidayFindings(versions: readonly PolicyVersion[], now: Instant): readonly Finding[] {
  const ending = holidayLists(versions, now).filter(({ daysLeft }) => daysLeft <= LIST_ENDS_DAYS);
  if (ending.length === 0) return [ok(HOLIDAYS, `known for more than ${LIST_ENDS_DAYS} days`)];
  return ending.map(({ calendar, endsOn }) => {
    const found = `The list of ${calendar} ends on ${endsOn}. Limits in working time beyond it have no due date.`;
    return warn(HOLIDAYS, found, 'Publish policies with a calendar of more years: redress calendar --help');
  });
}
