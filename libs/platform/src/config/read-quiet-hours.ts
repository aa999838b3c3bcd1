import type { Settings } from './settings.js';

/** A part of the day in which nobody is called and nobody's telephone rings. */
export interface QuietHours {
  /** `21:00`; the end may be on the next day. */
  readonly from: string;
  readonly to: string;
  /** IANA: `Asia/Tehran`. Without it each complaint's own: that of the calendar of its policy. */
  readonly timeZone?: string;
}

const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const FORM = new RegExp(`^(${TIME})-(${TIME})(?: (\\S+))?$`);

/** The quiet hours that `REDRESS_QUIET_HOURS` names; undefined without any. */
export function readQuietHours(settings: Settings): QuietHours | undefined {
  const problem = 'must be two different times of day, and may be followed by a time zone of the IANA database.';
  return settings.read('REDRESS_QUIET_HOURS', { problem, example: '21:00-08:00' }, (value) => {
    const [, from, to, timeZone] = FORM.exec(value) ?? [];
    if (from === undefined || to === undefined || from === to) return undefined;
    if (timeZone === undefined) return { from, to };
    return isTimeZone(timeZone) ? { from, to, timeZone } : undefined;
  });
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
