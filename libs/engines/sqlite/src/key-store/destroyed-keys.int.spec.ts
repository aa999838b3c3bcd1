import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { KeyStore } from '@redress/eventing';
import { ScratchFolder } from '@redress/testing';
import { openSqliteKeyStore } from './sqlite-key-store.js';

const instant = '2026-11-02T08:00:00.000Z';

describe('The files of the SQLite key store', () => {
  let folder: ScratchFolder;
  let file: string;
  let store: KeyStore;
  beforeEach(async () => {
    folder = new ScratchFolder();
    file = folder.file('keys.db');
    store = await openSqliteKeyStore({ file });
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  /** Whether any file of the folder holds the bytes. */
  const filesHold = (bytes: Uint8Array) =>
    readdirSync(folder.path).some((name) => readFileSync(folder.file(name)).includes(bytes));
  const putMany = async (count: number): Promise<readonly (readonly [string, Uint8Array])[]> => {
    const keys = Array.from({ length: count }, (_, index) => [`SUBJECT${index}`, randomBytes(60)] as const);
    await Promise.all(keys.map(([subject, wrapped]) => store.put(subject, wrapped)));
    return keys;
  };

  it('hold a key until it is destroyed, and nothing of it afterwards', async () => {
    const wrapped = randomBytes(60);
    await store.put('SUBJECT', wrapped);
    expect(filesHold(wrapped)).toBe(true);
    await store.destroy('SUBJECT', instant);
    expect(filesHold(wrapped)).toBe(false);
    expect(filesHold(wrapped.subarray(0, 16))).toBe(false);
  });

  it('hold nothing of any destroyed key among thousands, and every other one', async () => {
    const keys = await putMany(3_000);
    const destroyed = keys.filter((_, index) => index % 11 === 0);
    await Promise.all(destroyed.map(([subject]) => store.destroy(subject, instant)));
    await putMany(1_000);
    expect(destroyed.filter(([, wrapped]) => filesHold(wrapped.subarray(0, 24)))).toEqual([]);
    const kept = await store.get(keys.slice(1, 11).map(([subject]) => subject));
    for (const [subject, wrapped] of keys.slice(1, 11)) {
      expect(kept.get(subject)).toEqual({ subject, state: 'present', wrapped: new Uint8Array(wrapped) });
    }
  });

  it('never hold a key that came second', async () => {
    const [first, second] = [randomBytes(60), randomBytes(60)];
    await Promise.all([store.put('SUBJECT', first), store.put('SUBJECT', second)]);
    expect([filesHold(first), filesHold(second)]).toEqual([true, false]);
  });

  it('are said to hold a copy still while another program reads, and lose it when asked again', async () => {
    const wrapped = randomBytes(60);
    await store.put('SUBJECT', wrapped);
    const reader = new Database(file, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM keys').get();
    await expect(store.destroy('SUBJECT', instant)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('Destroy it once more'),
    });
    expect((await store.get(['SUBJECT'])).get('SUBJECT')).toMatchObject({ state: 'destroyed' });
    reader.close();
    await store.destroy('SUBJECT', '2026-12-24T00:00:00.000Z');
    expect(filesHold(wrapped)).toBe(false);
    expect((await store.get(['SUBJECT'])).get('SUBJECT')).toMatchObject({ destroyedAt: instant });
  });

  it('may be read, and not written, by a second process', async () => {
    await store.put('SUBJECT', randomBytes(60));
    const reader = await openSqliteKeyStore({ file, readOnly: true });
    expect((await reader.get(['SUBJECT'])).size).toBe(1);
    await expect(reader.put('OTHER', randomBytes(60))).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(reader.destroy('SUBJECT', instant)).rejects.toMatchObject({ code: 'store-unavailable' });
    await reader.close();
  });

  it('are refused when they belong to another kind of store', async () => {
    await store.close();
    const db = new Database(file);
    db.pragma('application_id = 1');
    db.close();
    await expect(openSqliteKeyStore({ file })).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  it('are damaged where a mark says no instant: its key is neither taken for present nor for destroyed', async () => {
    await store.put('SUBJECT', randomBytes(60));
    const db = new Database(file);
    db.prepare('INSERT INTO destroyed (subject, destroyed_at) VALUES (?, ?)').run('SUBJECT', 'yesterday');
    db.close();
    await expect(store.get(['SUBJECT'])).rejects.toMatchObject({ code: 'store-corrupt' });
  });
});
