import { describe, expect, it } from '@jest/globals';
import { dayTableOf } from '../calendars/day-table.js';
import { checkClockRule } from './clock-rule.js';
import { instantOf } from '../instant.js';
import { evaluateClock } from './clocks.js';
import { policyNameOf } from '../policies/policy.js';
import type { TimelineFact } from './timeline.js';
import { workedHistories, workedRules } from './worked-histories.fixture.spec.js';
import { workedCalendars } from './worked-limits.fixture.spec.js';
import { workedOwnCalendars, workedOwnHistories } from './worked-own-calendars.fixture.spec.js';

const calendars = { ...workedCalendars, ...workedOwnCalendars };
const cases = `${workedHistories}${workedOwnHistories}`
  .split('\n')
  .filter((line) => line.includes(' | '))
  .map((line) => line.split(' | ') as [calendar: string, rule: string, facts: string, runs: string, words: string]);

function factOf(words: string, index: number, calendar: string): TimelineFact {
  const [fact, written, first, second] = words.split(' ') as [TimelineFact['fact'], string, string?, string?];
  const at = instantOf(Date.parse(written));
  switch (fact) {
    case 'paused':
      return { fact, at, ...(first && { reason: first }), ...(second && { clocks: [second] }) };
    case 'resumed':
      return { fact, at, ...(first && { clocks: [first] }) };
    case 'extended':
    case 'held':
      return { fact, at, clock: first ?? '', ...(second && { reason: second }) };
    case 'calendar': {
      const holiday = { on: first ?? '', names: { en: 'Announced late', fa: 'دیر اعلام‌شده' } };
      return { fact, at, calendar: `${policyNameOf(calendar)}@${90 + index}`, added: [holiday] };
    }
    case 'missed':
      return { fact, at, clock: first ?? '', run: 1, mark: 'due' };
    case 'warned':
    case 'told':
    case 'policy':
    case 'assessed':
      throw new Error(`No case needs ${fact}.`);
    default:
      return { fact, at };
  }
}

describe('A clock', () => {
  it.each(cases)('on %s by the rule %s, after %s: %s', (calendar, rule, facts, expected) => {
    const days = calendars[calendar]!;
    const timeline = facts.split('; ').map((words, index) => factOf(words, index, days.version));
    const runs = evaluateClock([workedRules[rule]!], dayTableOf(days), timeline);
    const told = runs.map(({ state, due }) => (due?.at === undefined ? state : `${state} ${instantOf(due.at)}`));
    expect(told.join('; ') || 'none').toBe(expected);
  });

  it.each(Object.entries(workedRules))('can have the rule %s', (_, rule) => {
    expect(checkClockRule(rule, '')).toEqual([]);
  });
});
