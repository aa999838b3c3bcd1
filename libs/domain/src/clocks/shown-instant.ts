import { instantOf } from './instants.js';

/** One instant, as it has to be shown to people in different places. */
export interface ShownInstant {
  /** `2026-11-03T23:59:59.999Z`. */
  readonly utc: string;
  /** By the clock on the wall, with offset and zone: `2026-11-04T03:29:59.999+03:30[Asia/Tehran]`. */
  readonly local: string;
  /** The local date in the Persian calendar: `1405-08-13`. */
  readonly jalali: string;
}

/** An instant, in milliseconds since 1970, in UTC, in a time zone, and as the Persian date there. */
export function shownInstant(epochMs: number, timeZone: string): ShownInstant {
  const local = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
  const { year, month, day } = local.toPlainDate().withCalendar('persian');
  return {
    utc: instantOf(epochMs),
    local: local.toString({ fractionalSecondDigits: 3 }),
    jalali: [year, ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-'),
  };
}
