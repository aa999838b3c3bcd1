import { StreamCutError } from '../errors.js';
import { type RecordedEvent, type StreamName, toStreamName } from '../event.js';
import type { EventStore } from '../ports/event-store.js';

// The type, the stream and the fields `event` and `stream` are the storage format.

/** Type of the event by which a view or process, its consumer, is told to go on without an event that parked a stream. */
export const PARKED_EVENT_SKIPPED = 'ParkedEventSkipped';

/** Most events that one consumer goes on without: all are read where an event fails. Whoever needs more has a fault to mend. */
export const SKIPPED_EVENTS_MAX = 1_000;

/** The stream that tells a consumer which events it goes on without. */
export function skipsStream(consumer: string): StreamName {
  return toStreamName(`skipped-by-${consumer}`);
}

/** An event that a consumer goes on without. */
export interface SkippedEvent {
  /** Its id. */
  readonly event: string;
  readonly stream: StreamName;
  readonly revision: number;
}

/** What the log tells a consumer to go on without, oldest first: one read. What a cut stream has lost stays parked. */
export async function skippedEvents(
  eventStore: Pick<EventStore, 'read'>,
  consumer: string,
): Promise<readonly SkippedEvent[]> {
  const skipped: SkippedEvent[] = [];
  try {
    for await (const event of eventStore.read(skipsStream(consumer))) skipped.push(skippedIn(event));
  } catch (error) {
    if (!(error instanceof StreamCutError)) throw error;
  }
  return skipped;
}

/** The streams that a consumer can go on with, by what these events tell it. */
export function streamsReleased(events: readonly RecordedEvent[], consumer: string): readonly StreamName[] {
  const own = skipsStream(consumer);
  return events.filter(({ stream }) => stream === own).map((event) => skippedIn(event).stream);
}

function skippedIn({ data }: RecordedEvent): SkippedEvent {
  return {
    event: data['event'] as string,
    stream: toStreamName(data['stream'] as string),
    revision: data['revision'] as number,
  };
}
