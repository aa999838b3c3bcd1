import type { Calendar, Period, Weekday } from './calendar.js';

const names = { en: 'For specs', fa: 'برای آزمون' };
const nine = [{ from: '09:00', to: '17:00' }];

/** Monday to Friday from nine to five in UTC, from 2025 to 2027, with the given differences. */
export function calendarWith({
  timeZone = 'UTC',
  week = {},
  holidays = [],
  covers = { from: '2025-01-01', to: '2027-12-31' },
}: {
  readonly timeZone?: string;
  readonly week?: { readonly [day in Weekday]?: readonly Period[] };
  readonly holidays?: readonly string[];
  readonly covers?: { readonly from: string; readonly to: string };
} = {}): Calendar {
  const usual = {
    monday: nine,
    tuesday: nine,
    wednesday: nine,
    thursday: nine,
    friday: nine,
    saturday: [],
    sunday: [],
  };
  return {
    version: 'spec@1',
    names,
    timeZone,
    week: { ...usual, ...week },
    holidays: holidays.map((on) => ({ on, names: { en: `Holiday of ${on}`, fa: `تعطیلی ${on}` } })),
    covers,
    source: { text: 'Made for a spec.', on: '2026-11-24' },
  };
}

/** Milliseconds since 1970 of an instant, as `2026-11-02T10:00Z`. */
export function ms(instant: string): number {
  return Temporal.Instant.from(instant).epochMilliseconds;
}

/** The inverse, in full: `2026-11-02T10:00:00.000Z`. */
export function instant(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString({ fractionalSecondDigits: 3 });
}
