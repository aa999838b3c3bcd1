import { StoreCorruptError, type EventStore, type ForgetOrder, type Position } from '@redress/eventing';
import type { MetOnWalk } from './chain-walk.js';

/**
 * Every event of a store, going on behind those that cannot be read. A page with such an event in it is read again one by one, since
 * the store answers a page as a whole or not at all. `ordered` is told of every order to forget that the store was given. Throws when the store does not even know its newest event.
 */
export async function* storedEvents(
  store: EventStore,
  onProgress: (done: Position, of: Position) => void,
  ordered: (order: ForgetOrder) => void,
): AsyncGenerator<MetOnWalk> {
  const head = await store.head();
  let after: Position = 0n;
  let limit: number | undefined;
  while (after < head) {
    const options = { ordered, ...(limit !== undefined && { limit }) };
    const before = after;
    try {
      for await (const event of store.readAll(after, options)) {
        if (event.position > head) return;
        after = event.position;
        yield { event };
        if (after % PROGRESS_EVENTS === 0n) onProgress(after, head);
      }
      if (after === before) return;
    } catch (error) {
      if (!(error instanceof StoreCorruptError)) throw error;
      if (limit === undefined) {
        limit = 1;
        continue;
      }
      yield { unreadable: error.message };
      after += 1n;
      limit = undefined;
    }
  }
  onProgress(head, head);
}

const PROGRESS_EVENTS = 1_000n;
