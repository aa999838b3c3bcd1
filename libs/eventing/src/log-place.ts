import { AnotherLogError } from './errors.js';
import { LOG_START, type LogPlace, type RecordedEvent } from './event.js';
import type { EventStore } from './ports/event-store.js';
import type { EventBatch } from './ports/event-stream.js';
import type { ReadStore } from './ports/read-store.js';

/** The place reached by handling a batch. */
export function placeAfter({ events, position }: EventBatch): LogPlace {
  const eventId = events.findLast((event) => event.position === position)?.id;
  if (eventId === undefined) return { position };
  // Not simply the last event's: concurrent writers may record in a different order than they read their clocks.
  const recordedAt = events
    .map(({ metadata }) => metadata.recordedAt)
    .reduce((one, other) => (one > other ? one : other));
  return { position, eventId, recordedAt };
}

/** The place a commit moves the checkpoint to; undefined if it moves none. */
export function placeReached({ position, eventId, recordedAt }: Partial<LogPlace>): LogPlace | undefined {
  if (position === undefined) return undefined;
  if (eventId === undefined) return { position };
  return recordedAt === undefined ? { position, eventId } : { position, eventId, recordedAt };
}

/**
 * Whether a place exists in this log: its event is at its position, or any event is if the place was stored without an id.
 * Costs one read, none for the beginning.
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
 * The place from which a view, or anything that keeps its progress as a view, may continue. A place stored without an id adopts the id of
 * the event at its position. Throws `AnotherLogError` for a place that does not exist in this log: continuing from there would leave a gap.
 * `known`: the place, if it was just read.
 */
export async function checkedPlace(
  { readStore, eventStore }: KeptPlaceSources,
  view: string,
  known?: LogPlace,
): Promise<LogPlace> {
  const place = known ?? (await readStore.places()).get(view) ?? { position: LOG_START };
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

/** Bounds the open requests to a server. */
const READS_AT_ONCE = 50;

/**
 * Throws `AnotherLogError` unless this log has all of these events at their positions; for events that came by way of a topic, which may
 * have those of another log, or of this one before it was restored. Costs one read for each stream: an event contains the hash of the one
 * before it, so the last of a stream stands for those it follows.
 */
export async function requireInLog(
  eventStore: Pick<EventStore, 'eventIdAt'>,
  events: readonly RecordedEvent[],
): Promise<void> {
  const standing = standingForAll(events);
  for (let from = 0; from < standing.length; from += READS_AT_ONCE) {
    await Promise.all(standing.slice(from, from + READS_AT_ONCE).map((event) => requireOne(eventStore, event)));
  }
}

async function requireOne(
  eventStore: Pick<EventStore, 'eventIdAt'>,
  { id, stream, position }: RecordedEvent,
): Promise<void> {
  if (await isInLog(eventStore, { position, eventId: id })) return;
  throw new AnotherLogError(
    `The topic has event ${id} of ${stream} at position ${position}, where the log has another one or none.`,
  );
}

/** The events that no later one of the same stream follows by its hash. */
function standingForAll(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const newest = new Map<string, RecordedEvent>();
  const standing: RecordedEvent[] = [];
  for (const event of events) {
    const before = newest.get(event.stream);
    if (before !== undefined && event.metadata.previousHash !== before.metadata.hash) standing.push(before);
    newest.set(event.stream, event);
  }
  return [...standing, ...newest.values()];
}
