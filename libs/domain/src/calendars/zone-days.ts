import { dateOfEpochDay, DAY_MS } from './time-of-day.js';

/** More than any zone has had or will have: a few a year at most, from 1970 to 2100. */
const TRANSITIONS_MAX = 2_000;
/** Days around a change of clocks that are computed by `Temporal` one by one: no zone is further than this from UTC. */
const NEAR_DAYS = 2;

/** When the days of a time zone begin. */
export interface ZoneDays {
  /** The first instant of each day, in milliseconds since 1970, and that of the day after the last. */
  readonly starts: Float64Array;
  /** 1 for a day of 24 hours on which no clock changes: its instants follow from its beginning by addition. */
  readonly plain: Uint8Array;
}

/** The days of a zone from an epoch day on. `Temporal` is asked only about days near a change of clocks; between them days are alike. */
export function zoneDays(timeZone: string, firstDay: number, days: number): ZoneDays {
  const near = daysNearTransitions(timeZone, firstDay, days);
  const starts = new Float64Array(days + 1);
  const plain = new Uint8Array(days);
  let offset = 0;
  for (let index = 0; index <= days; index += 1) {
    const day = firstDay + index;
    if (index === 0 || near.has(day)) {
      starts[index] = startOf(timeZone, day);
      offset = day * DAY_MS - (starts[index] ?? 0);
    } else {
      starts[index] = day * DAY_MS - offset;
    }
    if (index < days && !near.has(day)) plain[index] = 1;
  }
  return { starts, plain };
}

/**
 * The instant at which the clock on the wall of a zone shows a time on a day. Where that time is skipped, it is the instant at which
 * the clock jumps over it; where it comes twice, it is the first time. So a later time of one day is never an earlier instant.
 */
export function wallInstant(timeZone: string, day: number, timeMs: number): number {
  if (timeMs >= DAY_MS) return startOf(timeZone, day + 1);
  const wall = Temporal.PlainDate.from(dateOfEpochDay(day)).toPlainDateTime().add({ milliseconds: timeMs });
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (later.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  return (earlier.getTimeZoneTransition('next') ?? later).epochMilliseconds;
}

/** What the clock on the wall of a zone shows at an instant, in milliseconds after midnight. */
export function wallTime(timeZone: string, instantMs: number): number {
  const { hour, minute, second, millisecond } =
    Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
  return ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond;
}

function startOf(timeZone: string, day: number): number {
  return Temporal.PlainDate.from(dateOfEpochDay(day)).toZonedDateTime(timeZone).epochMilliseconds;
}

function daysNearTransitions(timeZone: string, firstDay: number, days: number): ReadonlySet<number> {
  const near = new Set<number>();
  const end = (firstDay + days + NEAR_DAYS) * DAY_MS;
  let at = Temporal.Instant.fromEpochMilliseconds((firstDay - NEAR_DAYS) * DAY_MS).toZonedDateTimeISO(timeZone);
  for (let found = 0; found < TRANSITIONS_MAX; found += 1) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > end) break;
    const day = Math.floor(next.epochMilliseconds / DAY_MS);
    for (let close = day - NEAR_DAYS; close <= day + NEAR_DAYS; close += 1) near.add(close);
    at = next;
  }
  return near;
}
