import type { Channel, Language } from '@redress/contracts';
import { policyCalendar } from '@redress/domain';
import type { Dice } from './dice.js';
import { isTakenByStaff, OfficeTime } from './office-time.js';
import { type Office, offices } from './office.js';
import { SHARES } from './shares.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TWO_YEARS_MS = 730 * DAY_MS;
/** Nothing is received in the last minute, so that what was is history whenever it is recorded. */
export const LAST_MS = 60_000;

/** When complaints reach one office: by months, weekdays, holidays and hours of its calendar, and more with the years. */
export class Arrivals {
  private readonly time: OfficeTime;
  private readonly days: readonly number[];
  /** The weights of all days up to each. */
  private readonly sums: readonly number[];

  /** @param since and `until`: the first and the last instant, in milliseconds. */
  constructor(
    office: Office,
    private readonly since_ms: number,
    private readonly until_ms: number,
  ) {
    this.time = new OfficeTime(office);
    const { timeZone } = policyCalendar(office.policy);
    const days: number[] = [];
    const sums: number[] = [];
    let sum = 0;
    let date = Temporal.Instant.fromEpochMilliseconds(since_ms).toZonedDateTimeISO(timeZone).startOfDay();
    for (; date.epochMilliseconds < until_ms; date = date.add({ days: 1 })) {
      const day_ms = date.epochMilliseconds;
      const closed = this.time.isOpenBetween(day_ms, day_ms + DAY_MS) ? 1 : SHARES.closedDay;
      const grown = SHARES.growth ** ((day_ms - until_ms) / TWO_YEARS_MS);
      sum += (SHARES.months[date.month - 1] ?? 1) * closed * grown;
      days.push(day_ms);
      sums.push(sum);
    }
    this.days = days;
    this.sums = sums;
  }

  /** The share of all complaints that arrive up to the day of an instant. */
  shareAt(at_ms: number): number {
    const day = this.days.findLastIndex((day_ms) => day_ms <= at_ms);
    return (this.sums[day - 1] ?? 0) / (this.sums.at(-1) ?? 1);
  }

  /** The instant at which a complaint arrives that this share of all precede, in milliseconds. */
  at(share: number, channel: Channel, dice: Dice): number {
    const wanted = share * (this.sums.at(-1) ?? 0);
    const day_ms = this.days[lowestIndex(this.sums, wanted)] ?? this.since_ms;
    const at_ms = isTakenByStaff(channel)
      ? this.time.after(day_ms, dice.next() * 8)
      : day_ms + (hourOf(dice) + dice.next()) * HOUR_MS;
    return Math.floor(Math.min(Math.max(at_ms, this.since_ms), this.until_ms - LAST_MS));
  }
}

/** An {@link Arrivals} for each office. */
export function arrivalsOf(since_ms: number, until_ms: number): { readonly [language in Language]: Arrivals } {
  return { en: new Arrivals(offices.en, since_ms, until_ms), fa: new Arrivals(offices.fa, since_ms, until_ms) };
}

const HOURS = Object.fromEntries(SHARES.hours.map((weight, hour) => [String(hour), weight]));

function hourOf(dice: Dice): number {
  return Number(dice.weighted(HOURS));
}

/** The first place of an ascending list that holds more than a number. */
function lowestIndex(sums: readonly number[], wanted: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
