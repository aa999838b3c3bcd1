import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { type EventStore, LOG_START } from '@redress/eventing';
import { ScratchFolder, sealedEvents, SmallDisk } from '@redress/testing';
import { openSqliteEventStore } from './sqlite-event-store.js';

const unavailable = (sentence: RegExp) => ({ code: 'store-unavailable', message: expect.stringMatching(sentence) });
const corrupt = (sentence: RegExp) => ({ code: 'store-corrupt', message: expect.stringMatching(sentence) });

describe('An event store whose file cannot be used', () => {
  let folder: ScratchFolder;
  let file: string;
  beforeEach(() => {
    folder = new ScratchFolder();
    file = folder.file('events.db');
  });
  afterEach(() => folder.remove());

  const write = async (count: number): Promise<void> => {
    const store = await openSqliteEventStore({ file });
    for (let index = 0; index < count; index += 1) {
      await store.append(`complaint-${index}`, 'none', sealedEvents(`complaint-${index}`, { textLength: 2_000 }));
    }
    await store.close();
  };
  const damage = (at: number, length: number) => {
    const bytes = readFileSync(file);
    bytes.fill(0xa5, at, at + length);
    writeFileSync(file, bytes);
  };
  const readAll = async (): Promise<number> => {
    const store = await openSqliteEventStore({ file });
    try {
      return (await Array.fromAsync(store.readAll(LOG_START))).length;
    } finally {
      await store.close();
    }
  };
  const inFile = (statement: string) => {
    const db = new Database(file);
    db.exec(statement);
    db.close();
  };

  it('says so of a file whose header is damaged', async () => {
    await write(3);
    damage(0, 100);
    await expect(openSqliteEventStore({ file })).rejects.toMatchObject(corrupt(/is damaged .* backup/));
  });

  it('says so of a file that is something else, and leaves it as it is', async () => {
    writeFileSync(file, 'Dear Sir or Madam, '.repeat(500));
    await expect(openSqliteEventStore({ file })).rejects.toMatchObject(corrupt(/not a Redress database/));
    expect(readFileSync(file, 'utf8')).toMatch(/^Dear Sir/);
  });

  it('says so of another program’s database, and leaves it as it is', async () => {
    inFile('CREATE TABLE invoices (number INTEGER)');
    await expect(openSqliteEventStore({ file })).rejects.toMatchObject(corrupt(/not a Redress database/));
    const db = new Database(file);
    expect(db.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['invoices']);
    db.close();
  });

  it('refuses a file of a later format', async () => {
    await write(1);
    inFile('PRAGMA user_version = 99');
    await expect(openSqliteEventStore({ file })).rejects.toMatchObject(unavailable(/format 99/));
  });

  it('says which events cannot be read when pages are damaged', async () => {
    await write(400);
    damage(readFileSync(file).length / 2, 64 * 1024);
    await expect(readAll()).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  it('says so of a file that was cut off', async () => {
    await write(400);
    writeFileSync(file, readFileSync(file).subarray(0, 200_000));
    await expect(readAll()).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  it('names the place, not the content, of an event that cannot be read', async () => {
    await write(5);
    inFile(`UPDATE events SET data = '{"name": "Parisa Example' WHERE position = 3`);
    const error = (await readAll().catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject(corrupt(/position 3, stream complaint-2, revision 0/));
    expect(`${error.message} ${String(error.cause)}`).not.toContain('Parisa');
  });

  it('waits for no other program for ever, and goes on when it has gone', async () => {
    const store = await openSqliteEventStore({ file });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    const append = () => store.append('complaint-A', 'none', sealedEvents('complaint-A'));
    await expect(append()).rejects.toMatchObject(unavailable(/locked by another program/));
    other.close();
    expect(await append()).toMatchObject({ revision: 0, position: 1n });
    await store.close();
  });

  it('refuses a second writer in the same process, until the first has closed', async () => {
    const first = await openSqliteEventStore({ file });
    await expect(openSqliteEventStore({ file })).rejects.toMatchObject(unavailable(/Another process is writing/));
    await first.close();
    await (await openSqliteEventStore({ file })).close();
  });

  it('gives the folder free again when it could not open the file', async () => {
    writeFileSync(file, 'x'.repeat(5_000));
    await expect(openSqliteEventStore({ file })).rejects.toMatchObject({ code: 'store-corrupt' });
    writeFileSync(file, '');
    await (await openSqliteEventStore({ file })).close();
  });

  it('refuses a path that leads through a file, or is a folder', async () => {
    writeFileSync(folder.file('note'), '');
    mkdirSync(folder.file('folder'));
    for (const path of [folder.file('note/events.db'), folder.file('folder')]) {
      await expect(openSqliteEventStore({ file: path })).rejects.toMatchObject(unavailable(/cannot be opened/));
    }
  });

  it('does not make a store only to read from it', async () => {
    await expect(openSqliteEventStore({ file, readOnly: true })).rejects.toMatchObject(unavailable(/cannot be opened/));
    expect(existsSync(file)).toBe(false);
  });
});

/** The superuser ignores a folder's permissions, but can mount a disk instead. */
const disk = process.getuid?.() === 0 ? SmallDisk.mount(4) : undefined;
const canForbid = disk !== undefined || process.getuid?.() !== 0;

(canForbid ? describe : describe.skip)('An event store in a folder that may not be written to', () => {
  let folder: ScratchFolder;
  let store: EventStore;
  beforeEach(() => {
    folder = new ScratchFolder();
  });
  afterEach(() => {
    chmodSync(folder.path, 0o700);
    folder.remove();
    disk?.remove();
  });

  it('is refused by a sentence that says where', async () => {
    const file = (disk ?? folder).file('events.db');
    store = await openSqliteEventStore({ file });
    await store.append('complaint-A', 'none', sealedEvents('complaint-A'));
    await store.close();
    if (disk) disk.makeReadOnly();
    else [file, folder.file('events.lock'), folder.path].forEach((path) => chmodSync(path, 0o500));
    const opening = openSqliteEventStore({ file });
    await expect(opening).rejects.toMatchObject(unavailable(/(may not be written to|cannot be opened).*Check/));
    await expect(opening).rejects.toMatchObject(unavailable(new RegExp((disk ?? folder).path)));
  });
});
