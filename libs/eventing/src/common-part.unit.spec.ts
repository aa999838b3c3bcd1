import { describe, expect, it } from '@jest/globals';
import { commonPart } from './common-part.js';
import { LOG_START, type RecordedEvent, type StreamName, toPosition, type Instant, toInstant } from './event.js';

/** An event recorded at this second of a minute. */
function event(position: bigint, letter: string, revision: number, second: number): RecordedEvent {
  const stream: StreamName = `notebook-${letter}`;
  return { id: `event-${position}`, position, stream, revision, metadata: { recordedAt: at(second) } } as RecordedEvent;
}

function at(second: number): Instant {
  return toInstant(`2026-11-02T08:00:${String(second).padStart(2, '0')}.000Z`);
}

/** A log restored after 30 seconds from a backup with 3 events. */
const log = [
  event(1n, 'a', 0, 1),
  event(2n, 'b', 0, 2),
  event(3n, 'a', 1, 3),
  event(4n, 'b', 1, 40),
  event(5n, 'c', 0, 41),
];

function found(position: bigint, until: Instant, events = log) {
  return commonPart(
    { readAll: () => events.values() as unknown as AsyncGenerator<RecordedEvent> },
    toPosition(position),
    until,
  );
}

describe('What a log has in common with the one before it', () => {
  it('is what was recorded before the other one was left, with the revisions that its streams have come to', async () => {
    const { place, revisions } = await found(9n, at(20));
    expect(place).toEqual({ position: 3n, eventId: 'event-3', recordedAt: at(3) });
    expect([...revisions]).toEqual([
      ['notebook-a', 1],
      ['notebook-b', 0],
    ]);
  });

  it('never reaches the position where the logs differ, whatever the clocks said', async () => {
    expect((await found(3n, at(59))).place.position).toBe(2n);
  });

  it('has events that raced with older ones, which are recorded behind them', async () => {
    const raced = [event(1n, 'a', 0, 1), event(2n, 'b', 0, 21), event(3n, 'a', 1, 20), event(4n, 'b', 1, 40)];
    const { place, revisions } = await found(9n, at(20), raced);
    expect([place.position, revisions.get('notebook-b')]).toEqual([3n, 0]);
  });

  it('is nothing when all of the log is newer', async () => {
    expect(await found(9n, at(0))).toEqual({ place: { position: LOG_START }, revisions: new Map() });
  });
});
