/** The day, ISO week and month of an instant, in UTC: what analytics groups by. */
export function calendarParts(instant: string): {
  readonly day: string;
  readonly week: string;
  readonly month: string;
} {
  const date = Temporal.Instant.from(instant).toZonedDateTimeISO('UTC').toPlainDate();
  return {
    day: date.toString(),
    week: `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`,
    month: date.toPlainYearMonth().toString(),
  };
}
