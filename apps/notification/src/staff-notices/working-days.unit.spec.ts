import { describe, expect, it } from '@jest/globals';
import { policyCalendar } from '@redress/domain';
import { shippedPolicyOf } from '@redress/policies';
import { workingDaysBefore } from './working-days.js';

const iran = policyCalendar(shippedPolicyOf('ir-20-day@1'));

describe('Working days before a day', () => {
  it('leave out the weekend of the calendar, and begin with its hours and in its zone', () => {
    // 14 November 2026 is a Saturday, the first working day of the week.
    expect(workingDaysBefore(iran, '2026-11-14', 1)).toBe('2026-11-11T04:30:00.000Z');
  });

  it('are those of a usual week where the calendar does not know its holidays', () => {
    expect(workingDaysBefore(iran, '2040-11-17', 1)).toBe('2040-11-14T04:30:00.000Z');
  });
});
