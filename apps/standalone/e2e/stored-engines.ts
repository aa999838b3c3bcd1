import { openSqliteEventStore, openSqliteKeyStore, openSqliteReadStore } from '@redress/engine-sqlite';
import type { EventStore, KeyStore, ReadStore } from '@redress/eventing';
import { loadConfig, openEngines, viewOwnerOf } from '@redress/platform';
import { DistributedEngines, IS_DISTRIBUTED, type EnginePlaces } from '@redress/testing';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '../src/index.js';

/** The engines of a system that does not run. */
export interface StoredEngines {
  readonly eventStore: EventStore;
  readonly readStore: ReadStore;
  readonly keyStore: KeyStore;
  readonly close: () => Promise<void>;
}

/**
 * Opens what a system left: embedded engines from a copy unless it is to be changed `itself`, since looking at a folder must not mend it.
 * Engines apart are always themselves.
 */
export function openStoredEngines(
  folder: string,
  which: 'a copy' | 'itself' = 'a copy',
  places: EnginePlaces = {},
): Promise<StoredEngines> {
  if (IS_DISTRIBUTED) return openDistributed(folder, places);
  return which === 'itself' ? openFolder(folder) : openCopy(folder);
}

async function openCopy(folder: string): Promise<StoredEngines> {
  const copy = await mkdtemp(join(tmpdir(), 'redress-copy-'));
  await cp(folder, copy, { recursive: true });
  const eventStore = await openSqliteEventStore({ file: join(copy, 'events.db'), readOnly: true });
  const keyStore = await openSqliteKeyStore({ file: join(copy, 'keys.db'), readOnly: true });
  const readStore = await openSqliteReadStore({ file: join(copy, 'views.db') });
  const close = async (): Promise<void> => {
    await Promise.all([eventStore.close(), keyStore.close(), readStore.close()]);
    await rm(copy, { recursive: true, force: true });
  };
  return { eventStore, keyStore, readStore, close };
}

async function openFolder(folder: string): Promise<StoredEngines> {
  const engines = await openEngines(loadConfig({ REDRESS_DATA: folder }), []);
  return { ...engines, close: () => engines.close() };
}

async function openDistributed(folder: string, places: EnginePlaces): Promise<StoredEngines> {
  const { env, eventStore: server } = await DistributedEngines.start(folder, places);
  const engines = await openEngines(loadConfig(env), services.map(viewOwnerOf)).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const close = async (): Promise<void> => {
    await engines.close();
    await server.stop();
  };
  return { ...engines, close };
}
