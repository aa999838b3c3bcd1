/** The clocks a complaint may have. */
export type ClockName = 'acknowledgement' | 'decision';

/** How long a clock may run. */
export interface Limit {
  readonly clock: ClockName;
  readonly length: number;
  /** Business days are counted from the day after the clock started. */
  readonly unit: 'business-days' | 'calendar-days';
  /** `instant`: the time of day at which the clock started; `end-of-day`: the last millisecond of the day. */
  readonly end: 'instant' | 'end-of-day';
}

/** Deadlines as data (ISO 10002:2018, clause 5, and 7.4 to 7.8). A policy in use is never changed: a change is a new version. */
export interface DeadlinePolicy {
  /** Name and version: `generic@1`. */
  readonly version: string;
  /** The IANA time zone in which days begin and end. */
  readonly timeZone: string;
  /** ISO weekdays on which business days fall: 1 is Monday, 7 is Sunday. */
  readonly workingWeek: readonly number[];
  readonly limits: readonly Limit[];
}

/** No jurisdiction's: a reasonable start for an organization without limits of its own. Not legal advice. */
export const genericPolicy = {
  version: 'generic@1',
  timeZone: 'UTC',
  workingWeek: [1, 2, 3, 4, 5],
  limits: [
    { clock: 'acknowledgement', length: 1, unit: 'business-days', end: 'end-of-day' },
    { clock: 'decision', length: 30, unit: 'calendar-days', end: 'instant' },
  ],
} as const satisfies DeadlinePolicy;

const policies: readonly DeadlinePolicy[] = [genericPolicy];

/** The policy of a version. Throws a `RangeError` for a version that was never published. */
export function policyOf(version: string): DeadlinePolicy {
  const policy = policies.find((candidate) => candidate.version === version);
  if (policy === undefined) throw new RangeError(`There is no deadline policy ${version}.`);
  return policy;
}
