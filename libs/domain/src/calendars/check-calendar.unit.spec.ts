import { describe, expect, it } from '@jest/globals';
import { calendarWith } from './calendar.mother.spec.js';
import { checkCalendar, checkOwnCalendar } from './check-calendar.js';

const good = calendarWith({ holidays: ['2026-12-25'] });

function pointers(value: unknown): readonly string[] {
  return checkCalendar(value).map(({ pointer }) => pointer);
}

describe('The check of a calendar', () => {
  it('finds no fault in a calendar, with or without the years it covers', () => {
    const { covers: _covers, ...forEver } = good;
    expect(checkCalendar(good)).toEqual([]);
    expect(checkCalendar(forEver)).toEqual([]);
  });

  it('takes any days, several periods a day, periods that touch, and 24:00 as an end', () => {
    const split = [
      { from: '00:00', to: '08:00' },
      { from: '08:00', to: '12:30' },
      { from: '22:00', to: '24:00' },
    ];
    expect(pointers({ ...good, week: { ...good.week, monday: [], saturday: split } })).toEqual([]);
  });

  it('takes holidays from the first to the last date of all calendars, and none after', () => {
    const { covers: _covers, ...forEver } = good;
    const on = (...dates: readonly string[]) => dates.map((date) => ({ on: date, names: good.names }));
    expect(pointers({ ...forEver, holidays: on('1970-01-01', '2099-12-31') })).toEqual([]);
    expect(pointers({ ...forEver, holidays: on('2100-01-01') })).toEqual(['/holidays/0/on']);
  });

  it.each([null, 'calendar', 7, [], undefined])('answers a fault for %j instead of throwing', (value) => {
    expect(pointers(value)).toEqual(['']);
  });

  it.each([
    ['a version without a number', { version: 'england' }, '/version'],
    ['a version 0', { version: 'england@0' }, '/version'],
    ['a name in one language only', { names: { en: 'England' } }, '/names/fa'],
    ['a zone nobody knows', { timeZone: 'Europe/Atlantis' }, '/timeZone'],
    ['an offset in place of a zone', { timeZone: '+03:30' }, '/timeZone'],
    ['a date that does not exist', { holidays: [{ on: '2026-02-29', names: good.names }] }, '/holidays/0/on'],
    ['a holiday before 1970', { holidays: [{ on: '1969-12-31', names: good.names }] }, '/holidays/0/on'],
    ['a holiday outside the years covered', { holidays: [{ on: '2031-01-01', names: good.names }] }, '/holidays/0/on'],
    ['an end before the beginning', { covers: { from: '2026-01-01', to: '2025-01-01' } }, '/covers/to'],
    ['a member that is not known', { workingWeek: [1] }, '/workingWeek'],
  ])('finds %s', (_, change, pointer) => {
    expect(pointers({ ...good, ...change })).toEqual([pointer]);
  });

  it.each([
    ['25:00', '26:00', ['/week/monday/0/from', '/week/monday/0/to']],
    ['9:00', '17:00', ['/week/monday/0/from']],
    ['17:00', '09:00', ['/week/monday/0/to']],
    ['09:00', '09:00', ['/week/monday/0/to']],
    ['24:00', '24:00', ['/week/monday/0/to']],
  ])('finds that %s to %s is no period', (from, to, expected) => {
    expect(pointers({ ...good, week: { ...good.week, monday: [{ from, to }] } })).toEqual(expected);
  });

  it('finds periods that overlap', () => {
    const monday = [
      { from: '09:00', to: '13:00' },
      { from: '12:59', to: '17:00' },
    ];
    expect(pointers({ ...good, week: { ...good.week, monday } })).toEqual(['/week/monday/1/from']);
  });

  it('refuses a calendar without any working time, on which nothing could come due', () => {
    const week = Object.fromEntries(Object.keys(good.week).map((day) => [day, []]));
    expect(pointers({ ...good, week })).toEqual(['/week']);
  });

  it('names all faults at once', () => {
    expect(pointers({ ...good, version: '', timeZone: '', source: {} })).toEqual([
      '/version',
      '/timeZone',
      '/source/text',
      '/source/on',
    ]);
  });
});

const { names, source, week, timeZone } = calendarWith();
const alone = { names, source, week, timeZone, holidays: [] };
const based = { names, source, basedOn: 'england@1', holidays: [] };
const { sunday: _sunday, ...sixDays } = week;
const noDay = Object.fromEntries(Object.keys(week).map((day) => [day, []]));

function pointersOfOwn(value: unknown): readonly string[] {
  return checkOwnCalendar(value, '/ownCalendar').map(({ pointer }) => pointer.replace('/ownCalendar', ''));
}

describe('The check of an organization’s own calendar', () => {
  it('finds no fault in one that says all itself, nor in one that says nothing beyond its base', () => {
    expect(pointersOfOwn(alone)).toEqual([]);
    expect(pointersOfOwn(based)).toEqual([]);
    expect(pointersOfOwn({ ...based, worked: ['2026-12-25'], week: { friday: [] } })).toEqual([]);
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
    expect(pointersOfOwn(value)).toEqual(expected);
  });

  it('takes holidays beyond the years of the base with years of its own', () => {
    const covers = { from: '2022-01-01', to: '2031-12-31' };
    expect(pointersOfOwn({ ...based, covers, holidays: [{ on: '2031-12-24', names }] })).toEqual([]);
  });

  it.each([null, 'england@1', 7, [], {}])('answers faults for %j instead of throwing', (value) => {
    expect(pointersOfOwn(value).length).toBeGreaterThan(0);
  });
});
