import { isHistory, needsReceipt } from '@redress/contracts';
import type { ProjectedEvent } from '@redress/eventing';
import type { Complaints } from './complaints.js';
import { referenceOf } from './stream.js';

/** What of an event says whether it is history. */
export type HistoricEvent = Pick<ProjectedEvent, 'actor' | 'stream' | 'revision' | 'occurredAt' | 'recordedAt'>;

/**
 * Whether an event tells what happened before its complaint was imported from another system, or what that system did since: people were
 * told of it there, or never, and no letter from here would be news. Includes the deadlines that fell before the import. Reads the
 * receipt only for an event that is dated back.
 */
export async function isImportedHistory(
  complaints: Pick<Complaints, 'projectedAt'>,
  event: HistoricEvent,
): Promise<boolean> {
  const { stream, revision } = event;
  if (!needsReceipt(event)) return isHistory(event, undefined);
  return isHistory(event, revision === 0 ? event : await complaints.projectedAt(referenceOf(stream), 0));
}
