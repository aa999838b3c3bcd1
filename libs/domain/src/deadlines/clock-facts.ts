import { latest, type Instant } from '../instant.js';

/** A stretch of time; without `stoppedAt` it is still running. */
export type Stretch = { readonly startedAt: Instant; readonly stoppedAt?: Instant };

/** What clocks are computed from, whatever the policy. Plain JSON, so that a read model may keep it in its documents. */
export type ClockFacts = {
  readonly acknowledgement: Stretch;
  /** One from receipt, and one more from each reopening; oldest first. */
  readonly decisions: readonly Stretch[];
};

/**
 * The facts after one more event of a complaint, counted from when it happened in the world.
 *
 * An acknowledgement stops the acknowledgement clock; so does a decision that reached the complainant first, since it acknowledges by
 * itself. Communicating the decision stops the decision clock, and a rejection does not start it again. Closing, withdrawal and referral
 * stop whatever runs. Reopening starts a new decision clock and leaves every outcome already recorded as it is.
 * Throws when the first event is not `ComplaintReceived`.
 */
export function evolveClockFacts(
  facts: ClockFacts | undefined,
  { type, occurredAt }: { readonly type: string; readonly occurredAt: Instant },
): ClockFacts {
  if (facts === undefined) {
    if (type !== 'ComplaintReceived') throw new Error(`Clocks start at ComplaintReceived, not at ${type}.`);
    return { acknowledgement: { startedAt: occurredAt }, decisions: [{ startedAt: occurredAt }] };
  }
  switch (type) {
    case 'ComplaintAcknowledged':
      return { ...facts, acknowledgement: stopped(facts.acknowledgement, occurredAt) };
    case 'DecisionCommunicated':
    case 'ComplaintClosed':
    case 'ComplaintWithdrawn':
    case 'ComplaintReferred':
      return {
        acknowledgement: stopped(facts.acknowledgement, occurredAt),
        decisions: facts.decisions.map((stretch) => stopped(stretch, occurredAt)),
      };
    case 'ComplaintReopened':
      return { ...facts, decisions: [...facts.decisions, { startedAt: occurredAt }] };
    default:
      return facts;
  }
}

/** What was already stopped keeps its outcome. Something typed in late may have happened before its clock began: it stops it at once. */
function stopped(stretch: Stretch, at: Instant): Stretch {
  return stretch.stoppedAt === undefined ? { ...stretch, stoppedAt: latest(at, stretch.startedAt) } : stretch;
}
