import { beforeEach, describe, expect, it } from '@jest/globals';
import { StoreCorruptError } from '../errors.js';
import type { RecordedEvent, StreamName } from '../event.js';
import type { EventStore, ReadOptions } from '../ports/event-store.js';
import type { EventCodec } from '../sealing/event-codec.js';
import { KeptStreams, pastEventOf, RecordedCommands } from './stream-history.js';

/** Folds a stream to the revisions seen, in order. */
const decider = {
  initialState: [] as readonly number[],
  decide: (): [] => [],
  evolve: (state: readonly number[], { data }: { readonly data: { readonly [key: string]: unknown } }) => [
    ...state,
    data['revision'] as number,
  ],
};

describe('A kept stream', () => {
  let recorded: number[];
  let yielded: number[];
  let kept: KeptStreams<readonly number[]>;

  beforeEach(() => {
    recorded = [];
    yielded = [];
    const store = {
      async *read(stream: StreamName, { from = 0 }: ReadOptions = {}) {
        await Promise.resolve();
        for (const revision of recorded.filter((one) => one >= from)) {
          yielded.push(revision);
          yield { stream, revision, type: 'Noted', data: { revision }, metadata: { hash: `hash-${revision}` } };
        }
      },
    } as unknown as EventStore;
    const codec = { open: (events: readonly RecordedEvent[]) => Promise.resolve(events) } as unknown as EventCodec;
    kept = new KeptStreams({ decider, store, codec });
  });

  it('is read from the store once, and whatever is recorded later once more', async () => {
    recorded = [0, 1];
    expect(await kept.load('notes-a')).toEqual([0, 1]);
    expect(await kept.load('notes-a')).toEqual([0, 1]);
    recorded = [0, 1, 2];
    expect(await kept.load('notes-a')).toEqual([0, 1, 2]);
    expect(yielded).toEqual([0, 1, 2]);
  });

  it('is kept apart from others, and may be unknown at first', async () => {
    expect(await kept.load('notes-a')).toEqual([]);
    recorded = [0];
    expect(await kept.load('notes-b')).toEqual([0]);
    expect(await kept.load('notes-a')).toEqual([0]);
  });

  it('is kept at its newest, whichever of several loads at once ends last', async () => {
    recorded = [0];
    const loads = [kept.load('notes-a'), kept.load('notes-a'), kept.load('notes-a')];
    expect(await Promise.all(loads)).toEqual([[0], [0], [0]]);
    expect(await kept.load('notes-a')).toEqual([0]);
  });

  it('is not kept when a revision is missing', async () => {
    recorded = [0];
    await kept.load('notes-a');
    recorded = [0, 2];
    await expect(kept.load('notes-a')).rejects.toThrow(StoreCorruptError);
    recorded = [0, 1, 2];
    expect(await kept.load('notes-a')).toEqual([0, 1, 2]);
  });
});

describe('A past event, as a decision sees it', () => {
  const actor = { id: 'handler-1', role: 'handler' };
  const known = { actor, occurredAt: '2026-11-02T09:00:00.000Z', commandId: 'command-1' };
  const event = { type: 'Noted', metadata: { ...known, recordedAt: '2026-11-02T09:00:01.000Z' } } as RecordedEvent;

  it('has of its metadata what is listed, and says whether it is sealed under a key of its own', () => {
    expect(pastEventOf(event, { note: 1 }, false)).toStrictEqual({ type: 'Noted', data: { note: 1 }, ...known });
    const { metadata } = event;
    expect(pastEventOf({ ...event, metadata: { ...metadata, policyVersion: 'generic@1' } }, {}, true)).toStrictEqual({
      type: 'Noted',
      data: {},
      ...known,
      policyVersion: 'generic@1',
      hasOwnKey: true,
    });
  });
});

describe('The commands recorded in a stream', () => {
  const event = (revision: number, commandId: string): RecordedEvent =>
    ({ type: 'Noted', revision, metadata: { commandId, commandHash: `hash of ${commandId}` } }) as RecordedEvent;

  it('are all found, however often they were continued, and none in what was continued', () => {
    const first = new RecordedCommands();
    first.see(event(0, 'command-0'));
    let last = first;
    for (let revision = 1; revision <= 100; revision += 1) {
      last = new RecordedCommands(last);
      last.see(event(revision, `command-${revision - (revision % 2)}`));
    }
    const found = (at: number): unknown => last.find(`command-${at}`);
    expect(found(0)).toEqual({ hash: 'hash of command-0', lastRevision: 1, events: ['Noted', 'Noted'] });
    expect(found(50)).toEqual({ hash: 'hash of command-50', lastRevision: 51, events: ['Noted', 'Noted'] });
    expect(found(100)).toEqual({ hash: 'hash of command-100', lastRevision: 100, events: ['Noted'] });
    expect([first.find('command-0')?.lastRevision, first.find('command-2')]).toEqual([0, undefined]);
  });
});
