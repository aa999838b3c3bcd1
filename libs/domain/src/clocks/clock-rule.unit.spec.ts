import { describe, expect, it } from '@jest/globals';
import { checkClockRule } from './clock-rule.js';

const good = {
  name: 'decision',
  anchor: 'received',
  limit: { length: 15, unit: 'business-days', end: 'end-of-day' },
  stops: ['decided'],
};

function pointers(value: unknown): readonly string[] {
  return checkClockRule(value, '/clocks/0').map(({ pointer }) => pointer);
}

describe('The check of a rule of a clock', () => {
  it('finds no fault in a rule with everything that a rule may have', () => {
    const full = {
      ...good,
      stage: 2,
      restartsAt: ['reopened'],
      outsideHours: 'next-opening',
      warnings: [{ percent: 50 }, { after: { length: 10, unit: 'business-days', end: 'end-of-day' } }],
      pause: { reasons: ['awaiting-complainant'] },
      extension: { length: 5, times: 2, reasons: ['complex'] },
      holding: { length: 35, reasons: ['beyond-control'] },
      exempt: { by: 'accepted', within: { length: 3, unit: 'business-days', end: 'close-of-business' } },
    };
    expect(pointers(full)).toEqual([]);
  });

  it.each([
    ['an anchor that moves with the work', { anchor: 'last-changed' }, '/anchor'],
    ['a clock that nothing stops', { stops: [] }, '/stops'],
    ['a limit of nothing', { limit: { ...good.limit, length: 0 } }, '/limit/length'],
    ['a limit of more than two years', { limit: { ...good.limit, length: 521 } }, '/limit/length'],
    ['more hours than two years have', { limit: { length: 17_521, unit: 'hours', end: 'instant' } }, '/limit/length'],
    ['a part of a day', { limit: { ...good.limit, length: 1.5 } }, '/limit/length'],
    ['a closing of a calendar day', { limit: { length: 1, unit: 'weeks', end: 'close-of-business' } }, '/limit/end'],
    ['a warning after the end', { warnings: [{ percent: 101 }] }, '/warnings/0/percent'],
    ['a pause for any reason', { pause: { reasons: [] } }, '/pause/reasons'],
    ['a reason in free text', { pause: { reasons: ['Because.'] } }, '/pause/reasons/0'],
    ['a second limit that is no longer than the first', { holding: { length: 15, reasons: ['x'] } }, '/holding/length'],
    ['two answers to a reopening', { restartsAt: ['reopened'], survivesReopening: true }, '/survivesReopening'],
    [
      'hours for a clock that starts with a day',
      { anchor: 'day-after-receipt', outsideHours: 'next-opening' },
      '/outsideHours',
    ],
    ['a member that is not known', { resets: true }, '/resets'],
  ])('finds %s', (_, change, pointer) => {
    expect(pointers({ ...good, ...change })).toEqual([`/clocks/0${pointer}`]);
  });

  it.each([null, 'decision', [], 4])('answers a fault for %j instead of throwing', (value) => {
    expect(pointers(value)).toEqual(['/clocks/0']);
  });
});
