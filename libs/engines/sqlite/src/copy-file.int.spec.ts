import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ScratchFolder } from '@redress/testing';
import Database from 'better-sqlite3';
import { readdirSync, statSync } from 'node:fs';
import { copySqliteFile } from './copy-file.js';

let folder: ScratchFolder;
beforeEach(() => {
  folder = new ScratchFolder();
});
afterEach(() => folder.remove());

/** A file in write-ahead mode, by default of some 3,000 pages, more than one step copies. */
function bigFile({ rows = 3_000, pagesBeforeCheckpoint = 1_000 } = {}): Database.Database {
  const db = new Database(`${folder.path}/from.db`);
  db.pragma('journal_mode = WAL');
  db.pragma(`wal_autocheckpoint = ${pagesBeforeCheckpoint}`);
  db.exec('CREATE TABLE rows (number INTEGER PRIMARY KEY, content BLOB)');
  const insert = db.prepare('INSERT INTO rows (content) VALUES (zeroblob(3000))');
  db.transaction(() => {
    for (let row = 0; row < rows; row += 1) insert.run();
  })();
  return db;
}

describe('Copying a file that is in use', () => {
  it('ends, and copies the state of one moment, while somebody writes between all steps', async () => {
    const writer = bigFile();
    let isCopying = true;
    let written = 0;
    const writing = (async () => {
      while (isCopying) {
        // Two rows in one transaction: a copy of half of it would be odd.
        writer.exec(
          'BEGIN; INSERT INTO rows (content) VALUES (NULL); INSERT INTO rows (content) VALUES (NULL); COMMIT',
        );
        written += 1;
        await new Promise(setImmediate);
      }
    })();
    await copySqliteFile(`${folder.path}/from.db`, `${folder.path}/to.db`);
    isCopying = false;
    await writing;
    writer.close();
    expect(written).toBeGreaterThan(2);
    const copy = new Database(`${folder.path}/to.db`, { readonly: true });
    const { rows } = copy.prepare('SELECT count(*) AS rows FROM rows').get() as { rows: number };
    expect([copy.pragma('integrity_check', { simple: true }), rows % 2]).toEqual(['ok', 0]);
    expect(rows).toBeLessThan(3_000 + 2 * written);
    copy.close();
  });

  it('leaves no long log to those who write to it, whose next commit would have to write it back', async () => {
    const writer = bigFile({ rows: 6_000, pagesBeforeCheckpoint: 0 });
    const written = () => statSync(`${folder.path}/from.db`).size;
    expect(written()).toBeLessThan(1_000_000);
    await copySqliteFile(`${folder.path}/from.db`, `${folder.path}/to.db`);
    expect(written()).toBeGreaterThan(20_000_000);
    writer.close();
  });

  it('makes one file, for its owner alone', async () => {
    bigFile().close();
    await copySqliteFile(`${folder.path}/from.db`, `${folder.path}/to.db`);
    const copy = new Database(`${folder.path}/to.db`, { readonly: true });
    copy.prepare('SELECT count(*) FROM rows').get();
    expect(readdirSync(folder.path).filter((name) => name.startsWith('to'))).toEqual(['to.db']);
    copy.close();
    expect(statSync(`${folder.path}/to.db`).mode & 0o777).toBe(0o600);
  });

  it('refuses to write over a file, and to copy one that is no database', async () => {
    bigFile().close();
    await expect(copySqliteFile(`${folder.path}/from.db`, `${folder.path}/from.db`)).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    await expect(copySqliteFile(`${folder.path}/none.db`, `${folder.path}/to.db`)).rejects.toMatchObject({
      code: 'store-unavailable',
    });
  });
});
