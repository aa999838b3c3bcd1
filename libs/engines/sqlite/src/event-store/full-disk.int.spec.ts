import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, LOG_START, type StreamName } from '@redress/eventing';
import { ScratchFolder, sealedEvents, SmallDisk } from '@redress/testing';
import { type Connection, openConnection, WriterLock } from '../connection.js';
import { eventSchema, openSqliteEventStore, SqliteEventStore } from './sqlite-event-store.js';

const append = (store: EventStore, stream: StreamName, textLength = 20) =>
  store.append(stream, 'none', sealedEvents(stream, { textLength }));
const namesOf = async (store: EventStore) =>
  (await Array.fromAsync(store.readAll(LOG_START))).map(({ stream, position }) => `${position} ${stream}`);

describe('An event store that may not grow', () => {
  let folder: ScratchFolder;
  let connection: Connection;
  let store: EventStore;
  const allowPages = (more: number) => {
    const pages = Number(connection.db.pragma('page_count', { simple: true }));
    connection.db.pragma(`max_page_count = ${pages + more}`);
  };

  beforeEach(() => {
    folder = new ScratchFolder();
    const file = folder.file('events.db');
    connection = openConnection({ file, synchronous: 'FULL', busyTimeoutMs: 0, schema: eventSchema });
    store = new SqliteEventStore(connection, WriterLock.take(file));
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  it('refuses a whole group by a sentence and writes nothing of it', async () => {
    await append(store, 'complaint-first');
    allowPages(10);
    const group = Array.from({ length: 10 }, (_, index) => append(store, `complaint-${index}`, 10_000));
    for (const settled of await Promise.allSettled(group)) {
      expect(settled).toMatchObject({
        reason: { code: 'store-unavailable', message: expect.stringMatching(/is full/) },
      });
    }
    expect(await namesOf(store)).toEqual(['1 complaint-first']);
    expect(await store.head()).toBe(1n);
  });

  it('goes on, without a gap, when there is space again', async () => {
    allowPages(2);
    await expect(append(store, 'complaint-A', 100_000)).rejects.toMatchObject({ code: 'store-unavailable' });
    allowPages(1_000);
    await Promise.all([append(store, 'complaint-A', 100_000), append(store, 'complaint-B')]);
    expect(await namesOf(store)).toEqual(['1 complaint-A', '2 complaint-B']);
  });

  it('shows followers nothing of what failed', async () => {
    const stop = new AbortController();
    const following = Array.fromAsync(store.follow(LOG_START, { signal: stop.signal }));
    allowPages(2);
    await expect(append(store, 'complaint-A', 100_000)).rejects.toMatchObject({ code: 'store-unavailable' });
    stop.abort();
    expect((await following).flatMap(({ events }) => events)).toEqual([]);
  });

  it('says no SQL', async () => {
    allowPages(0);
    const error = await append(store, 'complaint-A', 100_000).catch((reason: unknown) => reason);
    expect(String(error)).not.toMatch(/INSERT|COMMIT|SQLITE/i);
  });
});

const disk = SmallDisk.mount(2);

(disk ? describe : describe.skip)('An event store on a full disk', () => {
  afterEach(() => disk!.remove());

  it('keeps what it answered, refuses the rest, and opens again', async () => {
    const file = disk!.file('events.db');
    const store = await openSqliteEventStore({ file });
    const answered: string[] = [];
    let failure: unknown;
    for (let index = 0; failure === undefined; index += 1) {
      await append(store, `complaint-${index}`, 50_000).then(
        ({ position }) => answered.push(`${position} complaint-${index}`),
        (error: unknown) => (failure = error),
      );
    }
    expect(failure).toMatchObject({ code: 'store-unavailable', message: expect.stringMatching(/is full/) });
    expect(answered.length).toBeGreaterThan(3);
    expect(await namesOf(store)).toEqual(answered);
    await store.close();
    const again = await openSqliteEventStore({ file });
    expect(await namesOf(again)).toEqual(answered);
    await again.close();
  });
});
