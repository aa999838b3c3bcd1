import { describe, expect, it } from '@jest/globals';
import { calendarWith } from './calendar.mother.spec.js';
import { checkOwnCalendar } from './check-own-calendar.js';

const { names, source, week, timeZone } = calendarWith();
const alone = { names, source, week, timeZone, holidays: [] };
const based = { names, source, basedOn: 'england@1', holidays: [] };
const { sunday: _sunday, ...sixDays } = week;
const noDay = Object.fromEntries(Object.keys(week).map((day) => [day, []]));

function pointers(value: unknown): readonly string[] {
  return checkOwnCalendar(value, '/ownCalendar').map(({ pointer }) => pointer.replace('/ownCalendar', ''));
}

describe('The check of an organization’s own calendar', () => {
  it('finds no fault in one that says all itself, nor in one that says nothing beyond its base', () => {
    expect(pointers(alone)).toEqual([]);
    expect(pointers(based)).toEqual([]);
    expect(pointers({ ...based, worked: ['2026-12-25'], week: { friday: [] } })).toEqual([]);
  });

  it.each([
    ['no zone and no base', { ...alone, timeZone: undefined }, ['/timeZone']],
    ['no week and no base', { ...alone, week: undefined }, ['/week']],
    ['a day of the week left out without a base', { ...alone, week: sixDays }, ['/week/sunday']],
    ['a base that does not ship', { ...based, basedOn: 'england@7' }, ['/basedOn']],
    ['a week without work', { ...alone, week: noDay }, ['/week']],
    ['a base whose whole week is taken away', { ...based, week: noDay }, ['/week']],
    ['work on a day that was no holiday', { ...based, worked: ['2026-12-25', '2026-12-26'] }, ['/worked/1']],
    ['work on holidays of no base', { ...alone, worked: ['2026-12-25'] }, ['/worked/0']],
    [
      'a holiday beyond the years of the base',
      { ...based, holidays: [{ on: '2031-12-24', names }] },
      ['/holidays/0/on'],
    ],
    [
      'years that end before they begin',
      { ...alone, covers: { from: '2027-01-01', to: '2026-01-01' } },
      ['/covers/to'],
    ],
    ['a zone nobody knows', { ...based, timeZone: 'Europe/Atlantis' }, ['/timeZone']],
    ['a name in one language only', { ...based, names: { en: 'Acme' } }, ['/names/fa']],
    ['a version of its own, which the policy says', { ...based, version: 'acme@1' }, ['/version']],
    ['periods that overlap', { ...based, week: { monday: [...week.monday, ...week.monday] } }, ['/week/monday/1/from']],
  ])('finds %s', (_, value, expected) => {
    expect(pointers(value)).toEqual(expected);
  });

  it('takes holidays beyond the years of the base with years of its own', () => {
    const covers = { from: '2022-01-01', to: '2031-12-31' };
    expect(pointers({ ...based, covers, holidays: [{ on: '2031-12-24', names }] })).toEqual([]);
  });

  it.each([null, 'england@1', 7, [], {}])('answers faults for %j instead of throwing', (value) => {
    expect(pointers(value).length).toBeGreaterThan(0);
  });
});
