import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ScratchFolder } from '@redress/testing';
import { openConnection, type Connection } from './connection.js';
import { eventSchema } from './event-store/sqlite-event-store.js';

/** `PRAGMA synchronous` answers numbers. */
const levels = { FULL: 2, NORMAL: 1 } as const;

describe('A connection', () => {
  let folder: ScratchFolder;
  let connection: Connection | undefined;
  const open = (synchronous: 'FULL' | 'NORMAL', readOnly = false) => {
    const file = folder.file('new/folder/events.db');
    connection = openConnection({ file, readOnly, synchronous, busyTimeoutMs: 0, schema: eventSchema });
    return connection;
  };
  const pragma = (name: string) => connection!.db.pragma(name, { simple: true });

  beforeEach(() => {
    folder = new ScratchFolder();
  });
  afterEach(() => {
    connection?.db.close();
    folder.remove();
  });

  // Checks only SQLite's setting: whether the disk obeys shows only in a power cut.
  it.each(['FULL', 'NORMAL'] as const)('commits with synchronous %s to a write-ahead log', (synchronous) => {
    open(synchronous);
    expect([pragma('journal_mode'), pragma('synchronous')]).toEqual(['wal', levels[synchronous]]);
  });

  it('keeps the write-ahead log within bounds', () => {
    open('FULL');
    expect(Number(pragma('wal_autocheckpoint'))).toBeGreaterThan(0);
    expect(Number(pragma('journal_size_limit'))).toBeGreaterThan(0);
  });

  it('finds the same file again, and writes nothing when it only reads', () => {
    open('FULL').db.close();
    const { db } = open('FULL', true);
    expect(db.prepare('SELECT count(*) FROM events').pluck().get()).toBe(0);
    expect(() => db.exec('DELETE FROM events')).toThrow();
  });
});
