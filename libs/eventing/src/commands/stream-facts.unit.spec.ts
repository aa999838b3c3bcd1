import { beforeEach, describe, expect, it } from '@jest/globals';
import { StreamCutError } from '../errors.js';
import { toStreamName, type RecordedEvent } from '../event.js';
import type { EventStore, ReadOptions } from '../ports/event-store.js';
import { StreamFacts } from './stream-facts.js';

const STREAM = toStreamName('complaint-A');

describe('Facts about a stream', () => {
  let recorded: string[];
  let read: string[];
  let cut = false;
  let facts: StreamFacts<readonly string[]>;

  beforeEach(() => {
    recorded = ['a', 'b'];
    read = [];
    cut = false;
    const store = {
      async *read(stream: string, { from = 0 }: ReadOptions = {}) {
        await Promise.resolve();
        if (cut) throw new StreamCutError(STREAM, from, from + 1, 'Restore it.');
        for (const [revision, hash] of stream === STREAM ? recorded.entries() : [[0, 'other'] as const].values()) {
          if (revision < from) continue;
          read.push(hash);
          yield { revision, metadata: { hash } };
        }
      },
    } as unknown as EventStore;
    const fold = (before: readonly string[] | undefined, { metadata }: RecordedEvent) => [
      ...(before ?? []),
      metadata.hash,
    ];
    facts = new StreamFacts<readonly string[]>(store, fold, 2);
  });

  const readFor = async (stream = STREAM): Promise<readonly [unknown, string]> => {
    read = [];
    return [await facts.of(stream), read.join('')];
  };

  it('are read once, and later from the last known event on', async () => {
    expect(await readFor()).toEqual([['a', 'b'], 'ab']);
    expect(await readFor()).toEqual([['a', 'b'], 'b']);
    recorded.push('c', 'd');
    expect(await readFor()).toEqual([['a', 'b', 'c', 'd'], 'bcd']);
    expect(await readFor()).toEqual([['a', 'b', 'c', 'd'], 'd']);
  });

  it('are read anew when the last known event is not there any more, or another one is', async () => {
    await readFor();
    recorded = ['a', 'x', 'y'];
    expect(await readFor()).toEqual([['a', 'x', 'y'], 'xaxy']);
    recorded = ['z'];
    expect(await readFor()).toEqual([['z'], 'z']);
    recorded = [];
    expect(await readFor()).toEqual([undefined, '']);
    recorded = ['a'];
    expect(await readFor()).toEqual([['a'], 'a']);
  });

  it('are forgotten of the stream that nobody asked about for longest', async () => {
    const [one, other] = [toStreamName('complaint-B'), toStreamName('complaint-C')];
    for (const stream of [STREAM, one, STREAM, other]) await facts.of(stream);
    expect(await readFor()).toEqual([['a', 'b'], 'b']);
    await facts.of(one);
    await facts.of(other);
    expect(await readFor()).toEqual([['a', 'b'], 'ab']);
  });

  it('are not told of a stream that was cut', async () => {
    await readFor();
    cut = true;
    await expect(facts.of(STREAM)).rejects.toThrow(StreamCutError);
  });
});
