import { openSqliteEventStore } from '@redress/engine-sqlite';
import type { EventStore } from '@redress/eventing';
import { ENGINE_WAIT_MS, type EngineKind, type EngineKinds } from './engine-kind.js';
import { fileOf, sqliteUrlFault } from './sqlite-url.js';

export interface EventStoreOptions {
  /** Appends are refused. An embedded store can then be read beside the process that writes to it. */
  readonly readOnly?: boolean;
  /** Followers of a store that is a server run in threads of their own. */
  readonly followInThread?: boolean;
}

const sqlite: EngineKind<EventStoreOptions, EventStore> = {
  example: 'sqlite:./data/events.db',
  faultOf: sqliteUrlFault,
  open: (url, { readOnly = false }) => openSqliteEventStore({ file: fileOf(url), readOnly }),
};

const eventStoreDb: EngineKind<EventStoreOptions, EventStore> = {
  example: '"esdb://redress:password@host:2113?tls=true"',
  faultOf: async (url) => (await import('@redress/engine-eventstoredb')).eventStoreDbUrlFault(url)?.problem,
  open: async (url, { followInThread = false }) => {
    const { openEventStoreDbEventStore } = await import('@redress/engine-eventstoredb');
    return openEventStoreDbEventStore({ url, wait_ms: ENGINE_WAIT_MS, followInThread });
  },
};

/** Where facts may be kept. */
export const EVENT_STORES: EngineKinds<EventStoreOptions, EventStore> = new Map([
  ['sqlite', sqlite],
  ['esdb', eventStoreDb],
  ['esdb+discover', eventStoreDb],
]);
