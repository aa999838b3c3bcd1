import { openSqliteKeyStore } from '@redress/engine-sqlite';
import type { KeyStore } from '@redress/eventing';
import { CALL_WAIT_MS, ENGINE_WAIT_MS, type EngineKind, type EngineKinds } from './engine-kind.js';
import { fileOf, sqliteUrlFault } from './sqlite-url.js';

export interface KeyStoreOptions {
  /** An embedded store can then be read beside the process that writes to it, and must exist. */
  readonly readOnly?: boolean;
}

const sqlite: EngineKind<KeyStoreOptions, KeyStore> = {
  example: 'sqlite:./data/keys.db',
  faultOf: sqliteUrlFault,
  open: (url, { readOnly = false }) => openSqliteKeyStore({ file: fileOf(url), readOnly }),
};

const mongo: EngineKind<KeyStoreOptions, KeyStore> = {
  example: '"mongodb://keys:password@host:27017/?replicaSet=rs0"',
  faultOf: async (url) => (await import('@redress/engine-mongodb')).mongoUrlFault(url)?.problem,
  open: async (url) => {
    const { openMongoKeyStore } = await import('@redress/engine-mongodb');
    return openMongoKeyStore({ url, wait_ms: ENGINE_WAIT_MS, call_wait_ms: CALL_WAIT_MS });
  },
};

/** Where the data subjects' wrapped keys may be kept. */
export const KEY_STORES: EngineKinds<KeyStoreOptions, KeyStore> = new Map([
  ['sqlite', sqlite],
  ['mongodb', mongo],
  ['mongodb+srv', mongo],
]);
