import { engineFaultsOf, EVENT_STORES, KEY_STORES, openEngine, type RedressConfig } from '@redress/platform';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { embeddedFile, placeOf } from '../../session/engine-files.js';
import { openViews } from '../../session/view-owners.js';
import { fail, ok, type Finding } from '../finding.js';

interface Checked {
  readonly name: string;
  readonly url: string;
  readonly remedy: string;
  readonly open: () => Promise<{ close(): Promise<void> }>;
}

/** Each store opens; one that lies in a file is sound by SQLite's own quick check, which reads every page once. */
export async function checkEngines(config: RedressConfig): Promise<readonly Finding[]> {
  const { eventStore, keyStore, readStore } = config;
  const faults = await engineFaultsOf(config);
  if (faults.length > 0) {
    return faults.map(({ variable, problem, example }) =>
      fail('settings', `${variable} ${problem}`, `For example ${variable}=${example}`),
    );
  }
  return [
    await check({
      name: 'event store',
      url: eventStore,
      remedy: 'Restore it from a backup.',
      open: () => openEngine(EVENT_STORES, eventStore, { readOnly: true }),
    }),
    await check({
      name: 'key store',
      url: keyStore,
      remedy: 'Restore it from its own backup: without keys personal data is lost.',
      open: () => openEngine(KEY_STORES, keyStore, { readOnly: true }),
    }),
    await check({
      name: 'read store',
      url: readStore,
      remedy: 'Stop the server and delete it: it is built again from the events.',
      open: () => openViews(config),
    }),
  ];
}

async function check({ name, url, remedy, open }: Checked): Promise<Finding> {
  const file = embeddedFile(url);
  if (file !== undefined && !existsSync(file))
    return ok(name, `${file} does not exist yet; it is made at the first start.`);
  try {
    await (await open()).close();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(name, detail, file === undefined ? 'Start it, or name another by its setting.' : remedy);
  }
  const damage = file === undefined ? undefined : quickCheck(file);
  return damage === undefined ? ok(name, placeOf(url)) : fail(name, `${placeOf(url)} is damaged: ${damage}`, remedy);
}

/**
 * Undefined for a sound file. By Node's own SQLite; the store was closed before, since two copies of SQLite in one process would
 * release each other's locks.
 */
function quickCheck(file: string): string | undefined {
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      const result = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
      return result === 'ok' ? undefined : 'SQLite finds pages that do not fit together.';
    } finally {
      db.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
