import type { ComplaintStatus, Instant } from '@redress/domain';
import { endedStatuses } from '@redress/domain';
import type { Fact } from '../facts/fact.js';

const HOUR_MS = 3_600_000;

/** Hours of one complaint, at an instant: none, one, or one for each time it was in a status. */
type HoursOf = (fact: Fact, asOf: Instant) => readonly number[];

const known = (hours: number | null | undefined): readonly number[] => (typeof hours === 'number' ? [hours] : []);

/** From the receipt to the first time in a status. */
function reached(...statuses: readonly ComplaintStatus[]): HoursOf {
  return ({ course, receivedAt }) => {
    const first = course.find(({ status }) => statuses.includes(status));
    return first === undefined ? [] : [hoursBetween(receivedAt, first.since)];
  };
}

/** In a status, for each time that it was left again. */
function stayed(wanted: ComplaintStatus): HoursOf {
  return ({ course }) =>
    course.flatMap(({ status, since }, index) => {
      const next = course[index + 1];
      return status === wanted && next !== undefined ? [hoursBetween(since, next.since)] : [];
    });
}

function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / HOUR_MS;
}

/** The times of a complaint, in hours on the wall clock. */
export const durations = {
  toAcknowledgement: ({ hoursToAcknowledgement }) => known(hoursToAcknowledgement),
  toAssessment: reached('assessed'),
  toInvestigation: reached('under-investigation'),
  toProposal: reached('response-proposed'),
  toApproval: reached('response-approved'),
  toDecision: ({ hoursToDecision }) => known(hoursToDecision),
  toEnd: reached(...endedStatuses),
  toClosure: ({ hoursToClosure }) => known(hoursToClosure),
  /** How old the open complaints are. */
  openFor: ({ open, receivedAt }, asOf) => (open === 1 ? [hoursBetween(receivedAt, asOf)] : []),
  inReceived: stayed('received'),
  inAcknowledged: stayed('acknowledged'),
  inAssessed: stayed('assessed'),
  inInvestigation: stayed('under-investigation'),
  inProposed: stayed('response-proposed'),
  inApproved: stayed('response-approved'),
  inCommunicated: stayed('decision-communicated'),
  inRejected: stayed('rejected'),
} as const satisfies { readonly [name: string]: HoursOf };

export type DurationName = keyof typeof durations | 'clockGross' | 'clockNet';
/** Each of {@link durations}, and how long the runs of a clock took, with pauses and without. */
export const durationNames = [
  ...(Object.keys(durations) as (keyof typeof durations)[]),
  'clockGross',
  'clockNet',
] as const;

/** Which times: `clock` names the clock of `clockGross` and `clockNet`, which take all of them without it. */
export interface Timed {
  readonly duration: DurationName;
  readonly clock?: string;
}

export function hoursOf(fact: Fact, { duration, clock }: Timed, asOf: Instant): readonly number[] {
  if (duration !== 'clockGross' && duration !== 'clockNet') return durations[duration](fact, asOf);
  const runs = fact.clocks.filter(({ name }) => clock === undefined || name === clock);
  return runs.flatMap(({ grossHours, netHours }) => known(duration === 'clockGross' ? grossHours : netHours));
}
