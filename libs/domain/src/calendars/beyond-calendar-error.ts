/**
 * A due date was asked for that lies outside the years for which a calendar knows its holidays. To guess it would be worse than to
 * say so. The remedy: publish a version of the calendar that covers the date.
 */
export class BeyondCalendarError extends RangeError {
  override readonly name = 'BeyondCalendarError';

  constructor(
    /** Name and version: `iran@1`. */
    readonly calendar: string,
    /** The first and last date that it covers. */
    readonly covers: { readonly from: string; readonly to: string },
  ) {
    super(
      `Calendar ${calendar} knows its holidays from ${covers.from} to ${covers.to} only. Publish a version that covers more years.`,
    );
  }
}
