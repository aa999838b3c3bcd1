import { describe, expect, it } from '@jest/globals';
import { dayTableOf } from '../calendars/day-table.js';
import type { End, Unit } from '@redress/contracts';
import type { ClockRule } from './clock-rule.js';
import { instantOf } from '../instant.js';
import { evaluateClock } from './clocks.js';
import { workedCalendars, workedLimits } from './worked-limits.fixture.spec.js';
import { workedOwnCalendars, workedOwnLimits } from './worked-own-calendars.fixture.spec.js';

const calendars = { ...workedCalendars, ...workedOwnCalendars };
const cases = `${workedLimits}${workedOwnLimits}`
  .split('\n')
  .filter((line) => line.includes(' | '))
  .map((line) => line.split(' | ') as [calendar: string, limit: string, start: string, due: string, words: string]);

function ruleOf(limit: string): ClockRule {
  const [length, unit, end] = limit.split(' ') as [string, Unit, End];
  return {
    name: 'worked',
    anchor: limit.endsWith('day-after-receipt') ? 'day-after-receipt' : 'received',
    limit: { length: Number(length), unit, end },
    stops: ['ended'],
  };
}

describe('A limit', () => {
  it('is worked out in more than a hundred cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(120);
  });

  it.each(cases)('on %s of %s from %s is due %s', (calendar, limit, start, due) => {
    const table = dayTableOf(calendars[calendar]!);
    const at = instantOf(Date.parse(start));
    const [run] = evaluateClock([ruleOf(limit)], table, [{ fact: 'received', at }]);
    expect(run?.state).toBe('running');
    expect(instantOf(run!.due!.at!)).toBe(due);
  });
});
