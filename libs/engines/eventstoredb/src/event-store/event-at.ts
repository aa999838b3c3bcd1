import { FORWARDS, type EventStoreDBClient } from '@eventstore/db-client';
import type { Position } from '@redress/eventing';
import { drain } from './drain.js';
import { isOurs, storedPositionOf, type StoredEvent } from './event-format.js';
import { placeDenialOf } from './failures.js';
import { logPositionOf } from './log-position.js';
import type { NewestEvent } from './newest-event.js';

/** What finding an event by its position needs: the client, and a read of the log that no position can make fail. */
export interface PlaceSources {
  readonly client: Pick<EventStoreDBClient, 'readAll'>;
  readonly newest: Pick<NewestEvent, 'find'>;
}

/** Id of our event at a position; undefined when none of ours is there. Rejects with what the client reports. */
export async function eventIdAt(sources: PlaceSources, position: Position): Promise<string | undefined> {
  const event = await eventAt(sources, position);
  return event !== undefined && isOurs(event) ? event.id : undefined;
}

/** The event at a position, ours or not; undefined when none is there. Rejects with what the client reports. */
export async function eventAt(sources: PlaceSources, position: Position): Promise<StoredEvent | undefined> {
  if (position === 0n) return undefined;
  try {
    return await read(sources, position);
  } catch (error) {
    const denial = placeDenialOf(error);
    if (denial === undefined) throw error;
    if (denial === 'refused') return undefined;
    // May be any failure. A server that can be read elsewhere and fails here twice has no event here.
    await sources.newest.find();
    return readAgain(sources, position);
  }
}

async function readAgain(sources: PlaceSources, position: Position): Promise<StoredEvent | undefined> {
  try {
    return await read(sources, position);
  } catch (error) {
    if (placeDenialOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Servers that do not refuse a position between two events answer the next event. */
async function read({ client }: PlaceSources, position: Position): Promise<StoredEvent | undefined> {
  let found: StoredEvent | undefined;
  const fromPosition = logPositionOf(position);
  await drain(client.readAll({ direction: FORWARDS, fromPosition, maxCount: 1 }), (event) => {
    if (storedPositionOf(event) === position) found = event;
    return false;
  });
  return found;
}
