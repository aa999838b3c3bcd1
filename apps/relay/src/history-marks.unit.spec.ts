import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { IMPORT_ACTOR_PREFIX } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import {
  type RecordedEvent,
  StoreUnavailableError,
  type StreamName,
  StreamCutError,
  toActorId,
  type Actor,
} from '@redress/eventing';
import { MemoryEventStore, sealedEvent } from '@redress/testing';
import { HistoryMarks } from './history-marks.js';

const OF_OLD: Instant = '2026-09-01T09:00:00.000Z';
const RECORDED: Instant = '2026-11-01T09:00:00.000Z';
const BY_IMPORT = { id: toActorId(`${IMPORT_ACTOR_PREFIX}csv`), role: 'system' };
const DEADLINES = { id: toActorId('case-handling'), role: 'system' };
const HANDLER = { id: toActorId('staff-hana'), role: 'handler' };

const eventStore = new MemoryEventStore();
let marks: HistoryMarks;
beforeEach(() => {
  marks = new HistoryMarks(eventStore);
});

/** A complaint with the receipt of somebody, a deadline that is dated back, and a step of today. */
async function complaintBy(stream: StreamName, actor: Actor) {
  const steps = [
    { actor, occurredAt: OF_OLD },
    { actor: DEADLINES, occurredAt: OF_OLD },
    { actor: HANDLER, occurredAt: RECORDED },
  ];
  const events = steps.map((step, revision) => {
    const event = sealedEvent(stream, revision);
    return { ...event, metadata: { ...event.metadata, recordedAt: RECORDED, ...step } };
  });
  await eventStore.append(stream, 'none', events);
  return Array.fromAsync(eventStore.read(stream));
}

describe('A mark of history', () => {
  let imported: readonly RecordedEvent[];
  let own: readonly RecordedEvent[];
  let number = 0;
  beforeEach(async () => {
    number += 1;
    imported = await complaintBy(`complaint-IMPORTED${number}`, BY_IMPORT);
    own = await complaintBy(`complaint-OWN${number}`, HANDLER);
  });

  it('is on what an import recorded and on what fell before it, and on nothing else', async () => {
    expect(await marks.of([...imported, ...own])).toEqual([true, true, false, false, false, false]);
  });

  it('needs no reading of a complaint that was seen from its beginning, nor of what is not dated back', async () => {
    const read = jest.spyOn(eventStore, 'read');
    await marks.of([imported[0]!, own[0]!]);
    await marks.of([imported[1]!, own[1]!]);
    await new HistoryMarks(eventStore).of([imported[2]!, own[2]!]);
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
  });

  it('is found for a complaint that was published before, by one reading of its receipt', async () => {
    const read = jest.spyOn(eventStore, 'read');
    expect(await marks.of([imported[1]!, own[1]!, imported[1]!])).toEqual([true, false, true]);
    expect(read.mock.calls).toEqual([imported, own].map(([first]) => [first!.stream, { from: 0, to: 0 }]));
    marks.forget();
    await marks.of([imported[1]!]);
    expect(read).toHaveBeenCalledTimes(3);
    read.mockRestore();
  });

  it('is left out where the receipt was cut off, and waited for where the store does not answer', async () => {
    const failing = (error: Error) =>
      new HistoryMarks({
        read: async function* (): AsyncGenerator<RecordedEvent> {
          throw error;
        },
      });
    const cut = failing(new StreamCutError(imported[0]!.stream, 0, 1, 'By an order to forget.'));
    expect(await cut.of([imported[1]!, imported[2]!])).toEqual([undefined, false]);
    await expect(failing(new StoreUnavailableError('away')).of([imported[1]!])).rejects.toThrow(StoreUnavailableError);
  });
});
