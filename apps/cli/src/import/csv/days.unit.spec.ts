import { describe, expect, it } from '@jest/globals';
import { type DateOrder, dayOf, OrderEvidence } from './days.js';

describe('The day of a date', () => {
  it.each<[string, DateOrder | undefined, string]>([
    ['2024-03-18', undefined, '2024-03-18'],
    ['2024-03-18T23:30:00-05:00', undefined, '2024-03-18'],
    ['2024-03-18 00:00:00.000', undefined, '2024-03-18'],
    ['2024/3/18', undefined, '2024-03-18'],
    ['20240318', undefined, '2024-03-18'],
    ['03/18/2024', 'mdy', '2024-03-18'],
    ['3/18/24 12:00 PM', 'mdy', '2024-03-18'],
    ['18/03/2024', 'dmy', '2024-03-18'],
    ['18-03-2024 10:15', 'dmy', '2024-03-18'],
    ['18.03.2024', 'mdy', '2024-03-18'],
    ['18-Mar-2024', undefined, '2024-03-18'],
    ['18 March 2024', undefined, '2024-03-18'],
    ['March 18, 2024', undefined, '2024-03-18'],
  ])('%s, with the order %s, is %s', (text, order, day) => {
    expect(dayOf(text, order)).toBe(day);
  });

  it.each<[string, DateOrder | undefined]>([
    ['03/18/2024', undefined],
    ['03/18/2024', 'dmy'],
    ['03/04/2024', 'ymd'],
    ['2024-02-30', undefined],
    ['2024-03-18T', undefined],
    ['1402-12-28', undefined],
    ['18 Frimaire 2024', undefined],
    ['45369', undefined],
    ['soon', undefined],
  ])('%s, with the order %s, is none', (text, order) => {
    expect(dayOf(text, order)).toBeUndefined();
  });
});

describe('The order of the dates in a file', () => {
  const verdictOn = (...dates: readonly string[]) => {
    const evidence = new OrderEvidence();
    for (const [index, date] of dates.entries()) evidence.add(date, index + 2);
    return evidence.verdict();
  };

  it.each([
    [['2024-03-04', '18.03.2024'], {}],
    [['03/04/2024', '03/18/2024'], { order: 'mdy' }],
    [['03/04/2024', '18/03/2024'], { order: 'dmy' }],
    [['03/04/2024', '45/03/2024'], { problem: 'no date tells the day from the month, as in line 2' }],
    [['03/18/2024', '18/03/2024'], { problem: 'the date in line 2 has the month first, the one in line 3 the day' }],
  ])('%j is recognized or refused', (dates, verdict) => {
    expect(verdictOn(...dates)).toEqual(verdict);
  });
});
