import { describe, expect, it } from '@jest/globals';
import { localDate } from './calendar.js';
import { calendarOf } from './shipped/calendars.js';

describe('The date of an instant', () => {
  it('is the one where the organization works, not the one in UTC', () => {
    expect(localDate(calendarOf('iran@1'), '2026-11-02T20:29:59.999Z')).toBe('2026-11-02');
    expect(localDate(calendarOf('iran@1'), '2026-11-02T20:30:00.000Z')).toBe('2026-11-03');
    expect(localDate(calendarOf('generic@1'), '2026-11-02T20:30:00.000Z')).toBe('2026-11-02');
  });
});
