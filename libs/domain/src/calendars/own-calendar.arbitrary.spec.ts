import fc from 'fast-check';
import { weekdays, type Period } from './calendar.js';
import type { OwnCalendar } from './own-calendar.js';
import { englandCalendar } from './shipped/england.calendar.js';
import { iranCalendar } from './shipped/iran.calendar.js';

const names = { en: 'Own', fa: 'خودی' };
const source = { text: 'Made for a spec.', on: '2026-11-26' };
const covers = { from: '2025-01-01', to: '2029-12-31' };

const day = fc
  .integer({ min: 0, max: 500 })
  .map((days) => Temporal.PlainDate.from('2026-01-01').add({ days }).toString());
const holidays = fc
  .uniqueArray(day, { maxLength: 12 })
  .map((dates) => dates.map((on) => ({ on, names: { en: `Day off ${on}`, fa: `تعطیلی ${on}` } })));
const periods = fc.constantFrom<readonly Period[]>(
  [],
  [{ from: '09:00', to: '17:00' }],
  [
    { from: '08:00', to: '12:00' },
    { from: '13:00', to: '16:30' },
  ],
  [
    { from: '00:00', to: '02:30' },
    { from: '22:00', to: '24:00' },
  ],
);
const zones = fc.constantFrom(
  'Africa/Cairo',
  'Asia/Tehran',
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
);

/** Wednesday is worked, so that something can fall due. */
const wholeWeek = fc
  .record(Object.fromEntries(weekdays.map((name) => [name, periods])))
  .map((week): NonNullable<OwnCalendar['week']> => ({ ...week, wednesday: [{ from: '09:00', to: '17:00' }] }));
const someDays = fc
  .tuple(wholeWeek, fc.subarray(['saturday', 'sunday', 'monday'] as const))
  .map(([week, days]) => Object.fromEntries(days.map((name) => [name, week[name]])));

const fromNothing = fc
  .record({ timeZone: zones, week: wholeWeek, holidays })
  .map((parts): OwnCalendar => ({ names, source, covers, ...parts }));
const based = fc
  .constantFrom(englandCalendar, iranCalendar)
  .chain((base) =>
    fc
      .record({ week: someDays, holidays, worked: fc.subarray(base.holidays.map(({ on }) => on)) })
      .map((parts): OwnCalendar => ({ names, source, covers, basedOn: base.version, ...parts })),
  );

/** Calendars as organizations may define them: complete, or as differences from a shipped one. They cover 2025 to 2029. */
export const ownCalendars: fc.Arbitrary<OwnCalendar> = fc.oneof(fromNothing, based);
