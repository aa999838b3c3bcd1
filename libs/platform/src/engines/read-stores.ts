import { openSqliteReadStore } from '@redress/engine-sqlite';
import type { ReadStore } from '@redress/eventing';
import { closeInOrder } from './close-in-order.js';
import { CALL_WAIT_MS, ENGINE_WAIT_MS, type EngineKind, type EngineKinds } from './engine-kind.js';
import { ReadStoreByOwner } from './read-store-by-owner.js';
import { fileOf, sqliteUrlFault } from './sqlite-url.js';

/** A service, and the views that it keeps. Each service owns its database, and no other writes to it. */
export interface ViewOwner {
  readonly service: string;
  readonly views: readonly string[];
}

export interface ReadStoreOptions {
  /** The services of this process. */
  readonly owners: readonly ViewOwner[];
}

const sqlite: EngineKind<ReadStoreOptions, ReadStore> = {
  example: 'sqlite:./data/views.db',
  faultOf: sqliteUrlFault,
  open: (url) => openSqliteReadStore({ file: fileOf(url) }),
};

const mongo: EngineKind<ReadStoreOptions, ReadStore> = {
  example: '"mongodb://redress:password@host:27017/?replicaSet=rs0"',
  faultOf: async (url) => (await import('@redress/engine-mongodb')).mongoUrlFault(url)?.problem,
  open: openPerOwner,
};

async function openPerOwner(url: string, { owners }: ReadStoreOptions): Promise<ReadStore> {
  const { openMongoReadStore } = await import('@redress/engine-mongodb');
  const opened: { readonly owner: ViewOwner; readonly store: ReadStore }[] = [];
  try {
    for (const owner of owners) {
      const { service } = owner;
      const store = await openMongoReadStore({ url, service, wait_ms: ENGINE_WAIT_MS, call_wait_ms: CALL_WAIT_MS });
      opened.push({ owner, store });
    }
  } catch (error) {
    await closeInOrder(opened.map(({ store }) => store));
    throw error;
  }
  return new ReadStoreByOwner(opened);
}

/** Where read models may be kept. */
export const READ_STORES: EngineKinds<ReadStoreOptions, ReadStore> = new Map([
  ['sqlite', sqlite],
  ['mongodb', mongo],
  ['mongodb+srv', mongo],
]);
