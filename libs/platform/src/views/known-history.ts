import type { Complaints } from '@redress/complaints';
import { MARK_MISSING_KEYS, type OpenedEvent, type Revision } from '@redress/eventing';
import { Problem } from '../problems/problem.js';

/**
 * A complaint's events, opened, oldest first, with a mark where a key is missing. Throws `Problem('complaint-unknown')`, and `Problem('view-behind')` when the revision
 * asked for is not there: this reads the log itself, so what is missing was never answered to anybody and is not worth waiting for.
 */
export async function knownHistory(
  complaints: Complaints,
  reference: string,
  atLeast: Revision = 0,
): Promise<readonly OpenedEvent[]> {
  const events = await complaints.history(reference, MARK_MISSING_KEYS);
  if (events.length === 0) throw new Problem('complaint-unknown');
  if (events.length <= atLeast) throw new Problem('view-behind', { retryAfterSeconds: 1 });
  return events;
}
