import type { Channel } from '@redress/contracts';
import {
  addBusinessTime,
  BeyondCalendarError,
  type DayTable,
  dayTableOf,
  policyCalendar,
  workedBetween,
} from '@redress/domain';
import type { Office } from './office.js';

const HOUR_MS = 3_600_000;
/** Of a week's 168 hours, forty are worked. */
const HOURS_FOR_ONE_WORKED = 4.2;

/** The working time of an office by its calendar: weekends, holidays and opening hours. */
export class OfficeTime {
  private readonly table: DayTable;

  constructor(office: Office) {
    this.table = dayTableOf(policyCalendar(office.policy));
  }

  /** The instant at which so many hours have been worked since another, in milliseconds; beyond the calendar's years, about as much later. */
  after(from_ms: number, hours: number): number {
    const amount_ms = Math.max(1, Math.round(hours * HOUR_MS));
    return (
      this.known(() => addBusinessTime(this.table, from_ms, amount_ms)) ??
      from_ms + Math.round(amount_ms * HOURS_FOR_ONE_WORKED)
    );
  }

  /** Whether anybody works between two instants; beyond the calendar's years, yes. */
  isOpenBetween(from_ms: number, to_ms: number): boolean {
    return (this.known(() => workedBetween(this.table, from_ms, to_ms)) ?? 1) > 0;
  }

  private known(compute: () => number): number | undefined {
    try {
      return compute();
    } catch (error) {
      if (error instanceof BeyondCalendarError) return undefined;
      throw error;
    }
  }
}

const ALONE: readonly Channel[] = ['web', 'email', 'social-media'];

/** Whether a member of staff writes a complaint down that comes this way, and so in working hours. */
export function isTakenByStaff(channel: Channel): boolean {
  return !ALONE.includes(channel);
}
