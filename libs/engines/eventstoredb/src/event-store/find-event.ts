import { BACKWARDS, END, type EventStoreDBClient, FORWARDS } from '@eventstore/db-client';
import { LOG_START, type Position } from '@redress/eventing';
import { drain } from './client-reads.js';
import { isOurs, logPositionOf, type StoredEvent, storedPositionOf } from './event-format.js';
import { placeDenialOf } from './failures.js';

/** Sources for finding an event by its position: the client, and a read of the log that works whatever the position. */
export interface PlaceSources {
  readonly client: Pick<EventStoreDBClient, 'readAll'>;
  readonly newest: Pick<NewestEvent, 'find'>;
}

/** Id of our event at a position; undefined for none of ours. Rejects with the client's error. */
export async function eventIdAt(sources: PlaceSources, position: Position): Promise<string | undefined> {
  const event = await eventAt(sources, position);
  return event !== undefined && isOurs(event) ? event.id : undefined;
}

/** The event at a position, ours or not; undefined for none. Rejects with the client's error. */
export async function eventAt(sources: PlaceSources, position: Position): Promise<StoredEvent | undefined> {
  if (position === 0n) return undefined;
  try {
    return await read(sources, position);
  } catch (error) {
    const denial = placeDenialOf(error);
    if (denial === undefined) throw error;
    if (denial === 'refused') return undefined;
    // This may be any failure. A server that can be read elsewhere and fails here twice has no event here.
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

/** Reads the event at a position. Servers that do not refuse a position between two events return the next event instead. */
async function read({ client }: PlaceSources, position: Position): Promise<StoredEvent | undefined> {
  let found: StoredEvent | undefined;
  const fromPosition = logPositionOf(position);
  await drain(client.readAll({ direction: FORWARDS, fromPosition, maxCount: 1 }), (event) => {
    if (storedPositionOf(event) === position) found = event;
    return false;
  });
  return found;
}

/** Sizes of the first pages. Looking back from the end, our newest event is among the first few unless other programs write a lot. */
const PAGES: readonly number[] = [2, 32];
const PAGE_MAX = 512;

/** Finds our newest event by looking back from the end of `$all`, never searching the same part twice. */
export class NewestEvent {
  /** The end of the searched part, and the position of our newest event in it. */
  private seen: { readonly upTo: Position; readonly position: Position } = { upTo: LOG_START, position: LOG_START };

  constructor(private readonly client: EventStoreDBClient) {}

  /** Position of the newest event that a search has found, ours or not; `0n` for none. */
  get knownToExist(): Position {
    return this.seen.upTo;
  }

  /** Position of our newest event that a search has found; `0n` for none. */
  get ours(): Position {
    return this.seen.position;
  }

  /** Position of our newest event; `0n` for none. Rejects with the client's error. */
  async find(): Promise<Position> {
    const { seen } = this;
    let upTo: Position | undefined;
    let from: Position | undefined;
    for (let page = 0; ; page += 1) {
      const maxCount = PAGES[page] ?? PAGE_MAX;
      let found: Position | undefined;
      let count = 0;
      const fromPosition = from === undefined ? END : logPositionOf(from);
      await drain(this.client.readAll({ direction: BACKWARDS, fromPosition, maxCount }), (event) => {
        count += 1;
        from = storedPositionOf(event);
        upTo ??= from;
        if (from <= seen.upTo) found = seen.position;
        else if (isOurs(event)) found = from;
        return found === undefined;
      });
      if (found === undefined && count === maxCount) continue;
      this.remember(upTo ?? LOG_START, found ?? LOG_START);
      return found ?? LOG_START;
    }
  }

  private remember(upTo: Position, position: Position): void {
    // A search that started later may have finished meanwhile.
    if (upTo > this.seen.upTo) this.seen = { upTo, position };
  }
}
