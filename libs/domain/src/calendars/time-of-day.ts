export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** A time of day by the clock on the wall, from `00:00` to `24:00`. */
export const TIME_OF_DAY = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** `09:30` in milliseconds after midnight by the clock on the wall; the text must be a {@link TIME_OF_DAY}. */
export function timeOfDayMs(text: string): number {
  return Number(text.slice(0, 2)) * HOUR_MS + Number(text.slice(3)) * MINUTE_MS;
}

/** Days since 1970-01-01 of a date `2026-11-02`. Throws a `RangeError` for what is no date. */
export function epochDayOf(date: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime('UTC').epochMilliseconds / DAY_MS;
}

/** The date, as `2026-11-02`, so many days after 1970-01-01. */
export function dateOfEpochDay(day: number): string {
  return Temporal.Instant.fromEpochMilliseconds(day * DAY_MS)
    .toZonedDateTimeISO('UTC')
    .toPlainDate()
    .toString();
}
