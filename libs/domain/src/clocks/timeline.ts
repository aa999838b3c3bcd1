import type { Instant } from '../instant.js';

/** What starts and stops clocks. */
export const moments = [
  'received',
  'acknowledged',
  'sent-on',
  'escalated',
  'progress-reported',
  'decided',
  'accepted',
  'ended',
  'reopened',
] as const;
export type Moment = (typeof moments)[number];

/** A moment in the life of a complaint, and when it happened in the world. */
export interface MomentFact {
  readonly fact: Moment;
  readonly at: Instant;
}

/** Reasons are words of the policy, never free text: this is kept in read models. Without `clocks` it is for every clock that can be paused. */
export interface PauseFact {
  readonly fact: 'paused';
  readonly at: Instant;
  readonly reason?: string;
  readonly clocks?: readonly string[];
}

export interface ResumeFact {
  readonly fact: 'resumed';
  readonly at: Instant;
  readonly clocks?: readonly string[];
}

/** An extension, or a holding reply. Whether the policy allows it is for the clock's rule to say. */
export interface ChangeFact<Fact extends 'extended' | 'held' = 'extended' | 'held'> {
  readonly fact: Fact;
  readonly at: Instant;
  readonly clock: string;
  readonly reason?: string;
}

/** One fact that clocks depend on. */
export type TimelineFact = MomentFact | PauseFact | ResumeFact | ChangeFact<'extended'> | ChangeFact<'held'>;

/**
 * Everything that the clocks of one complaint are computed from, whatever the policy, in the order in which it was recorded. Plain
 * JSON, so that a read model may keep it in its documents.
 */
export type Timeline = readonly TimelineFact[];

/** An event as the timeline sees it. */
export interface TimelineEvent {
  readonly type: string;
  readonly occurredAt: Instant;
  readonly data?: object;
}

const momentOf: { readonly [type: string]: Moment } = {
  ComplaintReceived: 'received',
  ComplaintAcknowledged: 'acknowledged',
  ComplaintSentOn: 'sent-on',
  AppealLodged: 'escalated',
  ProgressReported: 'progress-reported',
  DecisionCommunicated: 'decided',
  DecisionAccepted: 'accepted',
  ComplaintClosed: 'ended',
  ComplaintWithdrawn: 'ended',
  ComplaintReferred: 'ended',
  ComplaintReopened: 'reopened',
};

/** The timeline after one more event of a complaint. Throws when the first event is not `ComplaintReceived`. */
export function evolveTimeline(timeline: Timeline | undefined, event: TimelineEvent): Timeline {
  if (timeline === undefined && event.type !== 'ComplaintReceived') {
    throw new Error(`Clocks start at ComplaintReceived, not at ${event.type}.`);
  }
  const fact = factOf(event);
  return fact === undefined ? (timeline ?? []) : [...(timeline ?? []), fact];
}

function factOf({ type, occurredAt: at, data }: TimelineEvent): TimelineFact | undefined {
  const moment = momentOf[type];
  if (moment !== undefined) return { fact: moment, at };
  switch (type) {
    case 'ClockPaused':
      return { ...(data as Omit<PauseFact, 'fact' | 'at'>), fact: 'paused', at };
    case 'ClockResumed':
      return { ...(data as Omit<ResumeFact, 'fact' | 'at'>), fact: 'resumed', at };
    case 'DeadlineExtended':
      return { ...(data as Omit<ChangeFact, 'fact' | 'at'>), fact: 'extended', at };
    case 'HoldingReplySent':
      return { ...(data as Omit<ChangeFact, 'fact' | 'at'>), fact: 'held', at };
    default:
      return undefined;
  }
}
