import { endedStatuses, type Instant } from '@redress/domain';
import type { Fact } from '../facts/fact.js';

/** How many of how many. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** What one complaint adds to a share, and which of its fields say so. */
export interface ShareOf {
  readonly reads: readonly (keyof Fact)[];
  /** At an instant; undefined when it is not in the population. */
  readonly of: (fact: Fact, asOf: Instant) => Share | undefined;
}

/** Only the fields that are named can be read. */
function shareFrom<Field extends keyof Fact>(
  reads: readonly Field[],
  share: (fact: Pick<Fact, Field>, asOf: Instant) => Share | undefined,
): ShareOf {
  return { reads, of: share };
}

const MET: Share = { numerator: 1, denominator: 1 };
const NOT: Share = { numerator: 0, denominator: 1 };

const of = (holds: boolean): Share => (holds ? MET : NOT);
const among = (population: boolean, holds: boolean): Share | undefined => (population ? of(holds) : undefined);

/** What is past its limit and not done counts as not in time; what is not due yet is in no population. */
function inTime(kept: number | null | undefined, dueAt: Instant | null, asOf: Instant): Share | undefined {
  if (typeof kept === 'number') return of(kept === 1);
  return dueAt !== null && dueAt < asOf ? NOT : undefined;
}

function isPastLimit(clocks: Fact['clocks'], asOf: Instant): boolean {
  return clocks.some(({ state, dueAt }) => state === 'running' && dueAt !== null && dueAt < asOf);
}

/** The lowest rating of somebody who is satisfied: the upper two of five. */
const SATISFIED_MIN = 4;

function hasEnded(course: Fact['course']): boolean {
  return course.some(({ status }) => endedStatuses.includes(status));
}

/** The shares of clause 8.4 of ISO 10002:2018. None is a share of survivors: `docs/reference/measures.md` has each population. */
export const shares = {
  acknowledgedInTime: shareFrom(
    ['acknowledgementInTime', 'acknowledgementDueAt'],
    ({ acknowledgementInTime, acknowledgementDueAt }, asOf) =>
      inTime(acknowledgementInTime, acknowledgementDueAt, asOf),
  ),
  decidedInTime: shareFrom(['decisionInTime', 'decisionDueAt'], ({ decisionInTime, decisionDueAt }, asOf) =>
    inTime(decisionInTime, decisionDueAt, asOf),
  ),
  overdue: shareFrom(['open', 'clocks'], ({ open, clocks }, asOf) => among(open === 1, isPastLimit(clocks, asOf))),
  open: shareFrom(['open'], ({ open }) => of(open === 1)),
  upheld: shareFrom(['finalDecision'], ({ finalDecision }) =>
    among(finalDecision !== undefined, finalDecision !== 'not-upheld'),
  ),
  accepted: shareFrom(['finalDecision', 'accepted'], ({ finalDecision, accepted }) =>
    among(finalDecision !== undefined, accepted === 1),
  ),
  disputed: shareFrom(['finalDecision', 'disputed'], ({ finalDecision, disputed }) =>
    among(finalDecision !== undefined, disputed === 1),
  ),
  resolvedEarly: shareFrom(['resolvedEarly'], ({ resolvedEarly }) => of(resolvedEarly === 1)),
  reopened: shareFrom(['course', 'reopened'], ({ course, reopened }) => among(hasEnded(course), reopened === 1)),
  rated: shareFrom(['course', 'satisfaction'], ({ course, satisfaction }) =>
    among(hasEnded(course.filter(({ status }) => status !== 'merged')), satisfaction !== null),
  ),
  satisfied: shareFrom(['satisfaction'], ({ satisfaction }) =>
    among(satisfaction !== null, (satisfaction ?? 0) >= SATISFIED_MIN),
  ),
  appealed: shareFrom(['finalDecision', 'appeals'], ({ finalDecision, appeals }) =>
    among(finalDecision !== undefined, appeals > 0),
  ),
  overturned: shareFrom(['appealsDecided', 'appealsOverturned'], ({ appealsDecided, appealsOverturned }) =>
    appealsDecided === 0 ? undefined : { numerator: appealsOverturned, denominator: appealsDecided },
  ),
  referred: shareFrom(['referred'], ({ referred }) => of(referred === 1)),
  awarded: shareFrom(['referred', 'awarded'], ({ referred, awarded }) => among(referred === 1, awarded === 1)),
  repeated: shareFrom(['followUp', 'duplicate'], ({ followUp, duplicate }) => of(followUp === 1 || duplicate === 1)),
} as const satisfies { readonly [name: string]: ShareOf };

export type ShareName = keyof typeof shares;
export const shareNames = Object.keys(shares) as readonly ShareName[];

/** What the runs of one clock, or of all, add up to: the share that ended in time. */
export function clockShare(name: string | undefined): ShareOf {
  return shareFrom(['clocks'], ({ clocks }, asOf) => {
    const runs = clocks
      .filter((run) => name === undefined || run.name === name)
      .flatMap(({ state, dueAt }) => {
        if (state === 'met' || state === 'missed') return [of(state === 'met')];
        return state === 'running' && dueAt !== null && dueAt < asOf ? [NOT] : [];
      });
    return runs.length === 0 ? undefined : runs.reduce(added);
  });
}

/** Each complaint is one, of one. */
export const counted: ShareOf = shareFrom([], () => MET);

export function added(one: Share, other: Share): Share {
  return { numerator: one.numerator + other.numerator, denominator: one.denominator + other.denominator };
}

/** What several complaints that are alike add. */
export function times({ numerator, denominator }: Share, complaints: number): Share {
  return { numerator: numerator * complaints, denominator: denominator * complaints };
}

/** From 0 to 1; null where there is nothing to be a share of. */
export function valueOf({ numerator, denominator }: Share): number | null {
  return denominator === 0 ? null : numerator / denominator;
}
