import { type RecordedEvent, type StreamName, toPosition } from '@redress/eventing';
import { sealedEvents, type SealedEventOptions } from '@redress/testing';

/** Events as the relay publishes them. Positions ascend across all calls on one log. */
export class FixtureLog {
  private position = 0n;

  next(stream: StreamName, options?: SealedEventOptions): RecordedEvent[] {
    return sealedEvents(stream, options).map((event) => ({ ...event, position: toPosition((this.position += 1n)) }));
  }
}

/** `stream/revision` of each event. */
export function namesOf(events: readonly RecordedEvent[]): string[] {
  return events.map(({ stream, revision }) => `${stream}/${revision}`);
}

/** The first appearance of each name, in order. */
export function firstAppearances(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** The names that belong to one stream. */
export function ofStream(names: readonly string[], stream: StreamName): string[] {
  return names.filter((name) => name.startsWith(`${stream}/`));
}
