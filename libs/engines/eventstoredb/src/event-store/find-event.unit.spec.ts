import type { EventStoreDBClient } from '@eventstore/db-client';
import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { eventIdAt } from './find-event.js';
import { toPosition } from '@redress/eventing';

const POSITION = toPosition((700n << 64n) | 700n);

/** An error as reported by gRPC. */
function failure(code: number): Error {
  return Object.assign(new Error('Exception was thrown by handler.'), { code });
}

/** Reads that fail with these errors in turn; a read without an error finds nothing. */
function sources(failures: readonly (Error | undefined)[], canFindNewest = true) {
  let reads = 0;
  const readAll = () => {
    const read = Object.assign(new EventEmitter(), { cancel: async () => undefined });
    const error = failures[reads];
    reads += 1;
    setImmediate(() => (error === undefined ? read.emit('end') : read.emit('error', error)));
    return read;
  };
  const find = async () => {
    if (!canFindNewest) throw failure(14);
    return toPosition(900n);
  };
  return {
    client: { readAll } as unknown as EventStoreDBClient,
    newest: { find },
    get reads() {
      return reads;
    },
  };
}

describe('The event at a position, where a server refuses the position', () => {
  it('is none: as refused from 24.10.9 on', async () => {
    const refusing = sources([failure(3)]);
    expect([await eventIdAt(refusing, POSITION), refusing.reads]).toEqual([undefined, 1]);
  });

  it('is none: as older servers report an exception, again and again while the rest of the log can be read', async () => {
    const failing = sources([failure(2), failure(2)]);
    expect([await eventIdAt(failing, POSITION), failing.reads]).toEqual([undefined, 2]);
  });

  it('is not told from a server that cannot be read at all', async () => {
    await expect(eventIdAt(sources([failure(2), failure(2)], false), POSITION)).rejects.toMatchObject({ code: 14 });
    await expect(eventIdAt(sources([failure(2), failure(14)]), POSITION)).rejects.toMatchObject({ code: 14 });
    await expect(eventIdAt(sources([failure(14)]), POSITION)).rejects.toMatchObject({ code: 14 });
  });
});
