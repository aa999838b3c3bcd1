import type { ComplaintStatus, Instant } from '@redress/domain';
import { endedStatuses } from '@redress/domain';
import type { Fact } from '../facts/fact.js';

const HOUR_MS = 3_600_000;

/** Hours of one complaint, and which of its fields say so. */
interface HoursOf {
  readonly reads: readonly (keyof Fact)[];
  /** At an instant: none, one, or one for each time it was in a status. */
  readonly of: (fact: Fact, asOf: Instant) => readonly number[];
}

/** Only the fields that are named can be read. */
function hoursFrom<Field extends keyof Fact>(
  reads: readonly Field[],
  hours: (fact: Pick<Fact, Field>, asOf: Instant) => readonly number[],
): HoursOf {
  return { reads, of: hours };
}

const known = (hours: number | null | undefined): readonly number[] => (typeof hours === 'number' ? [hours] : []);

/** From the receipt to the first time in a status. */
function reached(...statuses: readonly ComplaintStatus[]): HoursOf {
  return hoursFrom(['course', 'receivedAt'], ({ course, receivedAt }) => {
    const first = course.find(({ status }) => statuses.includes(status));
    return first === undefined ? [] : [hoursBetween(receivedAt, first.since)];
  });
}

/** In a status, for each time that it was left again. */
function stayed(wanted: ComplaintStatus): HoursOf {
  return hoursFrom(['course'], ({ course }) =>
    course.flatMap(({ status, since }, index) => {
      const next = course[index + 1];
      return status === wanted && next !== undefined ? [hoursBetween(since, next.since)] : [];
    }),
  );
}

function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / HOUR_MS;
}

/** The times of a complaint, in hours on the wall clock. */
export const durations = {
  toAcknowledgement: hoursFrom(['hoursToAcknowledgement'], (fact) => known(fact.hoursToAcknowledgement)),
  toAssessment: reached('assessed'),
  toInvestigation: reached('under-investigation'),
  toProposal: reached('response-proposed'),
  toApproval: reached('response-approved'),
  toDecision: hoursFrom(['hoursToDecision'], ({ hoursToDecision }) => known(hoursToDecision)),
  toEnd: reached(...endedStatuses),
  toClosure: hoursFrom(['hoursToClosure'], ({ hoursToClosure }) => known(hoursToClosure)),
  /** How old the open complaints are. */
  openFor: hoursFrom(['open', 'receivedAt'], ({ open, receivedAt }, asOf) =>
    open === 1 ? [hoursBetween(receivedAt, asOf)] : [],
  ),
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

export function hoursOf({ duration, clock }: Timed): HoursOf {
  if (duration !== 'clockGross' && duration !== 'clockNet') return durations[duration];
  return hoursFrom(['clocks'], ({ clocks }) => {
    const runs = clocks.filter(({ name }) => clock === undefined || name === clock);
    return runs.flatMap(({ grossHours, netHours }) => known(duration === 'clockGross' ? grossHours : netHours));
  });
}
