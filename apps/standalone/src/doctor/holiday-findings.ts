import type { Instant, PolicyVersion } from '@redress/domain';
import { holidayLists, LIST_ENDS_DAYS } from '@redress/policies';
import { type Finding, ok, type SayFinding, warn } from './finding.js';

const HOLIDAYS = 'holidays';

/** Warns when the holidays of a published policy's calendar are known for less than {@link LIST_ENDS_DAYS} days from now. */
export function holidayFindings(versions: readonly PolicyVersion[], now: Instant, say: SayFinding): readonly Finding[] {
  const ending = holidayLists(versions, now).filter(({ daysLeft }) => daysLeft <= LIST_ENDS_DAYS);
  if (ending.length === 0) return [ok(HOLIDAYS, say('doctor.holidays', { days: LIST_ENDS_DAYS }))];
  return ending.map(({ calendar, endsOn }) =>
    warn(HOLIDAYS, say('doctor.holidays.end', { calendar, end: { day: endsOn } }), say('doctor.holidays.end.remedy')),
  );
}
