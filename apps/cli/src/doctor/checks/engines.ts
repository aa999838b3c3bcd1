import { openSqliteEventStore, openSqliteKeyStore, openSqliteReadStore } from '@redress/engine-sqlite';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { EngineFiles } from '../../session/engine-files.js';
import { fail, ok, type Finding } from '../finding.js';

/** Each store opens, and its file is sound: SQLite's own quick check, which reads every page once. */
export async function checkEngines({ events, keys, views }: EngineFiles): Promise<readonly Finding[]> {
  return [
    await check('event store', events, 'Restore it from a backup.', () =>
      openSqliteEventStore({ file: events, readOnly: true }),
    ),
    await check('key store', keys, 'Restore it from its own backup: without keys personal data is lost.', () =>
      openSqliteKeyStore({ file: keys, readOnly: true }),
    ),
    await check('read store', views, 'Stop the server and delete it: it is built again from the events.', () =>
      openSqliteReadStore({ file: views }),
    ),
  ];
}

async function check(
  name: string,
  file: string,
  remedy: string,
  open: () => Promise<{ close(): Promise<void> }>,
): Promise<Finding> {
  if (!existsSync(file)) return ok(name, `${file} does not exist yet; it is made at the first start.`);
  try {
    await (await open()).close();
    const damage = quickCheck(file);
    return damage === undefined ? ok(name, file) : fail(name, `${file} is damaged: ${damage}`, remedy);
  } catch (error) {
    return fail(name, error instanceof Error ? error.message : String(error), remedy);
  }
}

/**
 * Undefined for a sound file. By Node's own SQLite; the store was closed before, since two copies of SQLite in one process would
 * release each other's locks.
 */
function quickCheck(file: string): string | undefined {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const result = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    return result === 'ok' ? undefined : 'SQLite finds pages that do not fit together.';
  } finally {
    db.close();
  }
}
