import {
  MARK_MISSING_KEYS,
  toCloudEvent,
  type EventCodec,
  type EventStore,
  type RecordedEvent,
} from '@redress/eventing';
import { toOpenedCloudEvent } from '../export-file/opened-event.js';
import type { IncompleteHistories } from './incomplete-histories.js';

/** Events whose keys are fetched at once. */
const OPENED_TOGETHER = 250;

/** The whole log as lines of JSON, in order, sealed as it is. `take` sees each event before its line is given. */
export async function* sealedLines(
  store: EventStore,
  histories: IncompleteHistories,
  take: (event: RecordedEvent) => Promise<void>,
): AsyncGenerator<string> {
  for await (const event of numbered(store, histories)) {
    await take(event);
    yield JSON.stringify(toCloudEvent(event));
  }
}

/** The whole log as lines of JSON with personal values in place, each event brought to its current version. */
export async function* openedLines(
  store: EventStore,
  histories: IncompleteHistories,
  codec: EventCodec,
): AsyncGenerator<string> {
  const open = async (events: readonly RecordedEvent[]): Promise<readonly string[]> =>
    (await codec.open(events, MARK_MISSING_KEYS)).map((event) => JSON.stringify(toOpenedCloudEvent(event)));
  let batch: RecordedEvent[] = [];
  for await (const event of numbered(store, histories)) {
    if (batch.push(event) < OPENED_TOGETHER) continue;
    yield* await open(batch);
    batch = [];
  }
  yield* await open(batch);
}

/** Positions 1, 2, 3 and so on, whatever the store's own are: the same log is the same export on every engine, and a missing line shows. */
async function* numbered(store: EventStore, histories: IncompleteHistories): AsyncGenerator<RecordedEvent> {
  let position = 0n;
  for await (const event of store.readAll(0n)) {
    position += 1n;
    histories.take(event);
    yield { ...event, position };
  }
}
