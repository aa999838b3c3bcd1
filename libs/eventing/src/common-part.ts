import { LOG_START, type LogPlace, type Position, type Revision, type Instant } from './event.js';
import type { EventStore } from './ports/event-store.js';

/** The common beginning of this log and the one before it, up to where one of them was restored or cut. */
export interface CommonPart {
  /** Place of the last common event; the beginning if none. */
  readonly place: LogPlace;
  /** Last common revision of each stream in that part. */
  readonly revisions: ReadonlyMap<string, Revision>;
}

/**
 * Finds the common beginning of this log and one that a follower had read up to `position`, where this log has a different event or none.
 * `until`: when the newest event up to there was recorded (ISO 8601 in UTC). Events recorded here by then are common: the backup was an
 * earlier state of the followed log, and everything recorded after the restore is newer. Positions never change, so nothing at or behind
 * `position` is common. Reads the log from its beginning.
 */
export async function commonPart(
  eventStore: Pick<EventStore, 'readAll'>,
  position: Position,
  until: Instant,
): Promise<CommonPart> {
  const revisions = new Map<string, Revision>();
  let place: LogPlace = { position: LOG_START };
  let newer: (readonly [string, Revision])[] = [];
  for await (const event of eventStore.readAll(LOG_START)) {
    if (event.position >= position) break;
    newer.push([event.stream, event.revision]);
    // Concurrent writers may record in a different order than they read their clocks: whatever precedes an old event is old.
    if (event.metadata.recordedAt > until) continue;
    for (const [stream, revision] of newer) revisions.set(stream, revision);
    newer = [];
    const { recordedAt } = event.metadata;
    const newest = recordedAt > (place.recordedAt ?? '') ? recordedAt : place.recordedAt;
    place = { position: event.position, eventId: event.id, ...(newest !== undefined && { recordedAt: newest }) };
  }
  return { place, revisions };
}
