import { AnotherLogError } from './errors.js';
import type { LogPlace } from './event.js';
import type { EventStore } from './ports/event-store.js';
import type { EventBatch } from './ports/event-stream.js';
import type { ReadStore } from './ports/read-store.js';

/** Where whoever has handled a batch stands. */
export function placeAfter({ events, position }: EventBatch): LogPlace {
  const eventId = events.findLast((event) => event.position === position)?.id;
  if (eventId === undefined) return { position };
  // Not that of the last event alone: writers that race are recorded in another order than they looked at their clocks.
  const recordedAt = events
    .map(({ metadata }) => metadata.recordedAt)
    .reduce((one, other) => (one > other ? one : other));
  return { position, eventId, recordedAt };
}

/** Where a commit leads; undefined for one that moves no checkpoint. */
export function placeReached({ position, eventId, recordedAt }: Partial<LogPlace>): LogPlace | undefined {
  if (position === undefined) return undefined;
  if (eventId === undefined) return { position };
  return recordedAt === undefined ? { position, eventId } : { position, eventId, recordedAt };
}

/**
 * Whether a place is one in this log: the event that it names is at its position, or any event where the place was kept before ids were.
 * One read, and none for the beginning.
 */
export async function isInLog(
  eventStore: Pick<EventStore, 'eventIdAt'>,
  { position, eventId }: LogPlace,
): Promise<boolean> {
  if (position === 0n) return true;
  const found = await eventStore.eventIdAt(position);
  return found !== undefined && found === (eventId ?? found);
}

export interface KeptPlaceSources {
  readonly readStore: Pick<ReadStore, 'places' | 'activeGeneration' | 'commit'>;
  readonly eventStore: Pick<EventStore, 'eventIdAt'>;
}

/**
 * Where a view, or whoever keeps its progress under the name of one, may go on from. A place that was kept before ids were takes on that of the
 * event at its position. Throws `AnotherLogError` when it is no place in this log: whatever came of going on from there would have a hole. `known`: the
 * place, where it was just read.
 */
export async function checkedPlace(
  { readStore, eventStore }: KeptPlaceSources,
  view: string,
  known?: LogPlace,
): Promise<LogPlace> {
  const place = known ?? (await readStore.places()).get(view) ?? { position: 0n };
  const { position } = place;
  if (position === 0n) return place;
  const eventId = await eventStore.eventIdAt(position);
  if (eventId === undefined)
    throw new AnotherLogError(`${view} stands at position ${position}, where the log has no event.`);
  if (place.eventId === undefined) {
    const generation = await readStore.activeGeneration(view);
    await readStore.commit(view, { generation, changes: [], park: [], unpark: [], position, eventId });
  } else if (place.eventId !== eventId) {
    throw new AnotherLogError(
      `${view} stands at position ${position}, where the log has another event than it has seen.`,
    );
  }
  return { ...place, eventId };
}
