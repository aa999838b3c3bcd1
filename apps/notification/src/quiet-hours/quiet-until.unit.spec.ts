import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@redress/domain';
import { quietUntil, type QuietTime } from './quiet-until.js';

const TEHRAN = { from: '21:00', to: '08:00', timeZone: 'Asia/Tehran' };
const NOON = { from: '12:30', to: '14:00', timeZone: 'Asia/Tehran' };
const LATE = { from: '23:00', to: '01:30', timeZone: 'Europe/London' };
const FROM_TWO = { from: '01:45', to: '06:00', timeZone: 'Europe/London' };
const LONDON = { from: '22:00', to: '07:00', timeZone: 'Europe/London' };

describe('Quiet hours', () => {
  it.each<[when: string, QuietTime, Instant, end: Instant]>([
    ['before midnight', TEHRAN, '2026-11-02T18:00:00.000Z', '2026-11-03T04:30:00.000Z'],
    ['after midnight', TEHRAN, '2026-11-02T22:00:00.000Z', '2026-11-03T04:30:00.000Z'],
    ['at their first instant', TEHRAN, '2026-11-02T17:30:00.000Z', '2026-11-03T04:30:00.000Z'],
    ['within a day', NOON, '2026-11-02T09:30:00.000Z', '2026-11-02T10:30:00.000Z'],
    ['in the night when the clocks go back', LONDON, '2026-10-24T22:00:00.000Z', '2026-10-25T07:00:00.000Z'],
    ['in the hour that comes twice, the second time too', LATE, '2026-10-25T01:10:00.000Z', '2026-10-25T01:30:00.000Z'],
    [
      'from the first time that the clock shows their beginning',
      FROM_TWO,
      '2026-10-25T01:05:00.000Z',
      '2026-10-25T06:00:00.000Z',
    ],
    [
      'when their end is skipped, as the clock jumps over it',
      LATE,
      '2027-03-28T00:45:00.000Z',
      '2027-03-28T01:00:00.000Z',
    ],
    ['in the night when the clocks go forward', LONDON, '2027-03-27T23:00:00.000Z', '2027-03-28T06:00:00.000Z'],
  ])('%s end in the morning by the clock on the wall', (_when, hours, instant, end) => {
    expect(quietUntil(hours, instant)).toBe(end);
  });

  it.each<[when: string, QuietTime, Instant]>([
    ['after the hour that comes twice', LATE, '2026-10-25T01:30:00.000Z'],
    ['at their end', TEHRAN, '2026-11-03T04:30:00.000Z'],
    ['during the day', TEHRAN, '2026-11-03T09:00:00.000Z'],
    ['before those within a day', NOON, '2026-11-02T08:59:59.999Z'],
  ])('are over %s', (_when, hours, instant) => {
    expect(quietUntil(hours, instant)).toBeUndefined();
  });
});
