import { BACKWARDS, END, type EventStoreDBClient } from '@eventstore/db-client';
import type { Position } from '@redress/eventing';
import { drain } from './drain.js';
import { isOurs, storedPositionOf } from './event-format.js';
import { logPositionOf } from './log-position.js';

/** Looking back from the end, our newest event is among the first few, unless other programs write much. */
const PAGES: readonly number[] = [2, 32];
const PAGE_MAX = 512;

/** Finds our newest event by looking back from the end of `$all`, never again over what it has already looked at. */
export class NewestEvent {
  /** Up to this position everything has been looked at, and `position` was the newest of ours. */
  private seen: { readonly upTo: Position; readonly position: Position } = { upTo: 0n, position: 0n };

  constructor(private readonly client: EventStoreDBClient) {}

  /** Position of the newest event that a search has come across, of anyone's; `0n` when there was none. */
  get knownToExist(): Position {
    return this.seen.upTo;
  }

  /** Position of our newest event; `0n` when there is none. Rejects with what the client reports. */
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
      this.remember(upTo ?? 0n, found ?? 0n);
      return found ?? 0n;
    }
  }

  private remember(upTo: Position, position: Position): void {
    // Another search may have ended meanwhile that began later.
    if (upTo > this.seen.upTo) this.seen = { upTo, position };
  }
}
