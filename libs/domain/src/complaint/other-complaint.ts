import { isAfter, type Instant } from '../instant.js';
import { refuse, type Refusal } from '../refusal.js';
import { endedStatuses, type ComplaintStatus } from './vocabulary.js';

/** What one complaint is told of another when something is decided about both. It may be out of date: the other decides for itself. */
export interface OtherComplaint {
  readonly status: ComplaintStatus;
  readonly receivedAt: Instant;
}

/** Why nothing can be decided about these two, if so: there is no other one. */
export function lacksOther(own: string, other: string, known: OtherComplaint | undefined): Refusal | undefined {
  if (own === other) return refuse('other-complaint-is-itself');
  return known === undefined ? refuse('other-complaint-unknown') : undefined;
}

/** A complaint as its place in the order of receipt is told: of two received in the same instant, references decide. */
interface Receipt {
  readonly reference: string;
  readonly receivedAt: Instant;
}

/**
 * Why one cannot be merged into the other, if so. Only ever into one that was received earlier: so the clocks of the earliest hold, and no
 * chain of merges comes back to where it began.
 */
export function whyNotInto(one: Receipt, earlier: Receipt & OtherComplaint): Refusal | undefined {
  if (!isEarlier(earlier, one)) return refuse('merge-into-earlier');
  if (earlier.status === 'merged') return refuse('other-complaint-merged');
  return endedStatuses.includes(earlier.status) ? refuse('other-complaint-ended') : undefined;
}

function isEarlier(one: Receipt, other: Receipt): boolean {
  if (isAfter(other.receivedAt, one.receivedAt)) return true;
  return !isAfter(one.receivedAt, other.receivedAt) && one.reference < other.reference;
}
