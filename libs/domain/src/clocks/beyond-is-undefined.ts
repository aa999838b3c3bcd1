import { BeyondCalendarError } from '../calendars/beyond-calendar-error.js';

/** To fold a history must never fail because a calendar was not renewed in time: what lies beyond its years is undefined. */
export function beyondIsUndefined<Value>(compute: () => Value): Value | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof BeyondCalendarError) return undefined;
    throw error;
  }
}
