import { describe, expect, it } from '@jest/globals';
import type { Holiday } from '@redress/domain';
import { addHolidays, readPolicyFile } from './policy-file.js';
import { shippedPolicyOf } from './shipped-policies.js';

const names = { en: 'Closed: "by order"', fa: 'تعطیل' };
const days: readonly Holiday[] = ['2026-12-06', '2026-12-07'].map((on) => ({ on, names }));
const { calendar: _calendar, ...generic } = shippedPolicyOf('generic@2');
const rest = JSON.stringify({ ...generic, version: 'acme@1', calendar: 'acme-offices@1' });

/** A file in YAML: its own calendar as given, followed by the rest as JSON. */
function file(holidays: string): string {
  const own = [
    'ownCalendar: # ours',
    '  names: { en: Acme, fa: اکمی }',
    '  basedOn: england@1',
    `  holidays:${holidays}`,
    '  # worked all the same',
    '  worked: [2026-12-25]',
    '  source: { text: The board., on: 2026-11-26 }',
  ].join('\n');
  const members = Object.entries(JSON.parse(rest) as object).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  );
  return `${own}\n${members.join('\n')}\n`;
}

function datesIn(text: string): readonly string[] {
  const read = readPolicyFile(text);
  return 'policy' in read ? read.policy.ownCalendar!.holidays.map(({ on }) => on) : [];
}

function added(text: string): string {
  const answer = addHolidays(text, days);
  return 'text' in answer ? answer.text : '';
}

describe('Holidays for a policy file', () => {
  it.each([
    ['an empty list', ' []', ['2026-12-06', '2026-12-07']],
    [
      'a list in brackets',
      ` [{ on: 2026-12-24, names: { en: E, fa: ع } }]`,
      ['2026-12-24', '2026-12-06', '2026-12-07'],
    ],
    [
      'a list with dashes',
      '\n    - on: 2026-12-24 # eve\n      names:\n        en: E\n        fa: ع # eve',
      ['2026-12-24', '2026-12-06', '2026-12-07'],
    ],
    [
      'a list with dashes before shorter items',
      '\n  - { on: 2026-12-24, names: { en: E, fa: ع } } # eve',
      ['2026-12-24', '2026-12-06', '2026-12-07'],
    ],
    ['a list that has one of them', ' [{ on: 2026-12-07, names: { en: E, fa: ع } }]', ['2026-12-07', '2026-12-06']],
  ])('go into %s, and all else stays as it was written', (_, list, dates) => {
    const before = file(list);
    const after = added(before);
    expect(datesIn(after)).toEqual(dates);
    for (const line of before.split('\n').filter((one) => !one.includes('holidays:'))) expect(after).toContain(line);
    expect(addHolidays(after, days)).toEqual({ text: after, added: 0 });
  });

  it('go into JSON, which stays JSON', () => {
    const ownCalendar = { names, basedOn: 'england@1', holidays: [], source: generic.source };
    const after = added(JSON.stringify({ ...(JSON.parse(rest) as object), ownCalendar }));
    expect((JSON.parse(after) as { ownCalendar: object }).ownCalendar).toMatchObject({ holidays: days });
  });

  it('are refused for a file with faults, and for one that they would make faulty, by line', () => {
    expect(addHolidays(file(' 7'), days)).toHaveProperty('faults.0.pointer', '/ownCalendar/holidays');
    const beyond = addHolidays(file(' []'), [{ on: '2031-12-24', names }]);
    expect(beyond).toMatchObject({ faults: [{ line: 4, pointer: '/ownCalendar/holidays/0/on' }] });
  });

  it('are refused for a policy that counts by a calendar that ships', () => {
    expect(addHolidays(JSON.stringify(shippedPolicyOf('generic@2')), days)).toEqual({ faults: 'no-own-calendar' });
  });
});
