import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventStore, LOG_START, type StreamName } from '@redress/eventing';
import { ScratchFolder, sealedEvents } from '@redress/testing';
import { openSqliteEventStore } from './sqlite-event-store.js';

const megabyte = 1024 * 1024;
const eventsWritten = 120;

describe('The write-ahead log of the event store', () => {
  let folder: ScratchFolder;
  let store: EventStore;
  let reader: EventStore;
  beforeEach(async () => {
    folder = new ScratchFolder();
    store = await openSqliteEventStore({ file: folder.file('events.db') });
    reader = await openSqliteEventStore({ file: folder.file('events.db'), readOnly: true });
  });
  afterEach(async () => {
    await Promise.all([store.close(), reader.close()]);
    folder.remove();
  });

  it('stays small while much is written and slow readers are half-way', async () => {
    const append = (stream: StreamName) =>
      store.append(stream, 'none', sealedEvents(stream, { data: { text: 'x'.repeat(megabyte) } }));
    await append('complaint-first');
    await append('complaint-second');
    const slow = [store, reader].map((one) => one.readAll(LOG_START)[Symbol.asyncIterator]());
    for (const iterator of slow) await iterator.next();
    let largest = 0;
    for (let index = 0; index < eventsWritten; index += 1) {
      await append(`complaint-${index}`);
      largest = Math.max(largest, statSync(folder.file('events.db-wal')).size);
    }
    expect(largest).toBeLessThan(32 * megabyte);
    for (const iterator of slow) expect((await iterator.next()).value).toMatchObject({ stream: 'complaint-second' });
  });
});
