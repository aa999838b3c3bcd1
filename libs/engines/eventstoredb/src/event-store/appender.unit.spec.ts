import { Readable } from 'node:stream';
import { UnavailableError, WrongExpectedVersionError, type EventStoreDBClient } from '@eventstore/db-client';
import { describe, expect, it } from '@jest/globals';
import { prepareAppend } from '@redress/eventing';
import { sealedEvents } from '@redress/testing';
import { Appender } from './appender.js';

const events = sealedEvents('complaint-A', { count: 2 });
const append = prepareAppend('complaint-A', 'none', events);
const place = (byte: bigint) => ({ commit: byte, prepare: byte });

const unavailable = () => Promise.reject(new UnavailableError(undefined as never));
const wrongRevision = () =>
  Promise.reject(
    new WrongExpectedVersionError(null as never, {
      streamName: 'complaint-A',
      expected: 'no_stream',
      current: 1n,
    }),
  );
const silence = () => new Promise<never>(() => undefined);
const written = () => Promise.resolve({ success: true, nextExpectedRevision: 1n, position: place(9n) });
const writtenSomewhere = () => Promise.resolve({ success: true, nextExpectedRevision: 1n, position: undefined });

/** A client whose successive appends have the given outcomes, and whose stream holds events with these ids. */
function clientOf(outcomes: (() => Promise<unknown>)[], stored: readonly string[]): EventStoreDBClient {
  const readStream = () => {
    const recorded = stored.map((id, index) => ({
      event: { id, streamId: 'complaint-A', revision: BigInt(index), position: place(BigInt(index + 1)) },
    }));
    return Object.assign(Readable.from(recorded), { cancel: () => Promise.resolve() });
  };
  return { appendToStream: () => outcomes.shift()!(), readStream } as unknown as EventStoreDBClient;
}

const ids = events.map(({ id }) => id);
const appending = (outcomes: (() => Promise<unknown>)[], stored: readonly string[]) =>
  new Appender(clientOf(outcomes, stored), { attempt_ms: 20 }).append(append);

describe('An append of unknown outcome', () => {
  it('was written when the server says that another is in the way, and it is this one', async () => {
    expect(await appending([unavailable, wrongRevision], ids)).toEqual({ revision: 1, position: (2n << 64n) | 2n });
  });

  it('was not written when others are in the way', async () => {
    for (const stored of [['other', 'other'], [ids[0]!, 'other'], [ids[0]!], []]) {
      const outcome = appending([unavailable, wrongRevision], stored);
      await expect(outcome).rejects.toMatchObject({ code: 'wrong-revision', actual: 1 });
    }
  });

  it('is tried again when nothing is heard at all, not even by the deadline of the client', async () => {
    expect(await appending([silence, written], [])).toEqual({ revision: 1, position: (9n << 64n) | 9n });
  });

  it('is looked up when the server says that it was written, and not where', async () => {
    expect(await appending([writtenSomewhere], ids)).toEqual({ revision: 1, position: (2n << 64n) | 2n });
  });
});
