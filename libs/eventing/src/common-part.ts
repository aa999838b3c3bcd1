import type { LogPlace, Position, Revision } from './event.js';
import type { EventStore } from './ports/event-store.js';

/** What this log and the one before it both have: the beginning of each, up to where the one was restored or cut. */
export interface CommonPart {
  /** Behind the last event that both have; the beginning when they have none. */
  readonly place: LogPlace;
  /** Of each stream in that part, the last revision that both have. */
  readonly revisions: ReadonlyMap<string, Revision>;
}

/**
 * Finds what this log has in common with one that somebody has followed to a position, where this one has another event, or none. `until`: when the newest event
 * up to there was recorded (ISO 8601 in UTC). What this log has from before that is what both have: the backup was taken of
 * an earlier state, and everything that was recorded after it was restored is newer. Events never change their positions, so none at or behind the
 * position is common. Reads the log from its beginning.
 */
export async function commonPart(
  eventStore: Pick<EventStore, 'readAll'>,
  position: Position,
  until: string,
): Promise<CommonPart> {
  const revisions = new Map<string, Revision>();
  let place: LogPlace = { position: 0n };
  let newer: (readonly [string, Revision])[] = [];
  for await (const event of eventStore.readAll(0n)) {
    if (event.position >= position) break;
    newer.push([event.stream, event.revision]);
    // Writers that race look at their clocks in another order than they are recorded in: what stands before an old event is old.
    if (event.metadata.recordedAt > until) continue;
    for (const [stream, revision] of newer) revisions.set(stream, revision);
    newer = [];
    const { recordedAt } = event.metadata;
    const newest = recordedAt > (place.recordedAt ?? '') ? recordedAt : place.recordedAt;
    place = { position: event.position, eventId: event.id, ...(newest !== undefined && { recordedAt: newest }) };
  }
  return { place, revisions };
}
