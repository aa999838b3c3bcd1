import { describe, expect, it } from '@jest/globals';
import type { DateOrder } from './days.js';
import { momentOf } from './moments.js';

const LONDON = { zone: 'Europe/London', calendar: 'gregorian' } as const;
const TEHRAN = { zone: 'Asia/Tehran', calendar: 'persian' } as const;

describe('The moment of a date', () => {
  it.each<[string, DateOrder | undefined, string]>([
    ['2026-07-01 10:15', undefined, '2026-07-01T09:15:00.000Z'],
    ['2026-07-01T10:15:30.25Z', undefined, '2026-07-01T10:15:30.250Z'],
    ['2026-07-01T10:15:00+0330', undefined, '2026-07-01T06:45:00.000Z'],
    ['2026-07-01 10:15:00 UTC', undefined, '2026-07-01T10:15:00.000Z'],
    ['7/1/2026 12:05 AM', 'mdy', '2026-06-30T23:05:00.000Z'],
    ['01/Jul/26 12:05 PM', undefined, '2026-07-01T11:05:00.000Z'],
    ['July 1, 2026', undefined, '2026-06-30T23:00:00.000Z'],
    ['2026-01-01', undefined, '2026-01-01T00:00:00.000Z'],
  ])('%s in London, with the order %s, is %s', (text, order, at) => {
    expect(momentOf(text, { ...LONDON, order })?.at).toBe(at);
  });

  it.each([
    ['۱۴۰۴/۱۲/۲۷ ۱۰:۱۵', '2026-03-18T06:45:00.000Z'],
    ['1404-12-27', '2026-03-17T20:30:00.000Z'],
  ])('%s of the Persian calendar is %s', (text, at) => {
    expect(momentOf(text, TEHRAN)?.at).toBe(at);
  });

  it.each(['soon', '2026-02-30', '2026-07-01 25:00', '03/04/2026', '2026-07-01 10:15 CEST'])('%s is none', (text) => {
    expect(momentOf(text, LONDON)).toBeUndefined();
  });

  it.each(['1404/12/30', '2026-03-18', '1404/13/01'])('%s of the Persian calendar is none', (text) => {
    expect(momentOf(text, TEHRAN)).toBeUndefined();
  });
});
