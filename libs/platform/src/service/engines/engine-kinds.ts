import { openSqliteEventStore, openSqliteKeyStore, openSqliteReadStore } from '@redress/engine-sqlite';
import {
  type AttachmentStore,
  type CounterStore,
  type EventStore,
  type EventStream,
  type KeyStore,
  LogEventStream,
  type ReadStore,
} from '@redress/eventing';
import { dirname, resolve } from 'node:path';
import type { ConfigFault } from '../configuration/settings.js';
import { openTogether } from './open-together.js';
import { type OwnedReadStore, ReadStoreByOwner } from './read-store-by-owner.js';

/**
 * One engine behind a port, selected by the scheme of its URL. Its library is loaded on first use, so that no process loads drivers it does
 * not need.
 */
export interface EngineKind<Options, Port> {
  /** An example URL. */
  readonly example: string;
  /**
   * Returns the fault of a URL, worded to complete a sentence that starts with the variable's name; undefined if there is none. Never
   * quotes the URL, which may contain a password.
   */
  readonly faultOf: (url: string) => Promise<string | undefined>;
  /** Rejects with `StoreUnavailableError` or `StoreCorruptError`. */
  readonly open: (url: string, options: Options) => Promise<Port>;
}

/** The engines available for a port, by scheme. */
export type EngineKinds<Options, Port> = ReadonlyMap<string, EngineKind<Options, Port>>;

/** Time a process waits at startup for an engine that is still starting: longer than any of them takes. */
const ENGINE_WAIT_MS = 60_000;
/** Time one call waits for an unreachable engine before it fails, so that clients get an answer within seconds. */
const CALL_WAIT_MS = 3_000;

export function schemeOf(url: string): string {
  return url.slice(0, url.indexOf(':'));
}

/** Finds the fault of the URL in a variable: an unknown scheme, or a fault reported by the engine kind. */
export async function engineUrlFault<Options, Port>(
  variable: string,
  kinds: EngineKinds<Options, Port>,
  url: string,
): Promise<ConfigFault | undefined> {
  const kind = kinds.get(schemeOf(url));
  const [first] = kinds.values();
  const known = [...kinds.keys()].map((scheme) => `${scheme}:`).join(', ');
  const problem =
    kind === undefined
      ? `names the engine ${schemeOf(url)}:, which there is not; there are ${known}.`
      : await kind.faultOf(url);
  return problem === undefined ? undefined : { variable, problem, example: (kind ?? first)?.example ?? '' };
}

/** Opens the engine of a URL, which {@link engineUrlFault} has checked. */
export function openEngine<Options, Port>(
  kinds: EngineKinds<Options, Port>,
  url: string,
  options: Options,
): Promise<Port> {
  const kind = kinds.get(schemeOf(url));
  if (kind === undefined) throw new RangeError(`There is no engine ${schemeOf(url)}:.`);
  return kind.open(url, options);
}

const SQLITE = 'sqlite:';
const FOLDER = 'file:';

/** Returns the file of a `sqlite:` URL, as written after the scheme. */
export function fileOf(url: string): string {
  return url.slice(SQLITE.length);
}

/** Returns the folder on this machine in which an embedded store keeps its files; undefined for a store elsewhere. */
export function folderOfUrl(url: string): string | undefined {
  if (url.startsWith(SQLITE)) return dirname(resolve(fileOf(url)));
  return url.startsWith(FOLDER) ? resolve(url.slice(FOLDER.length)) : undefined;
}

/** See `EngineKind.faultOf`. */
async function sqliteUrlFault(url: string): Promise<string | undefined> {
  return fileOf(url) === '' ? 'names no file.' : undefined;
}

/** See `EngineKind.faultOf`. */
async function mongoUrlFault(url: string): Promise<string | undefined> {
  return (await import('@redress/engine-mongodb')).mongoUrlFault(url)?.problem;
}

export interface EventStoreOptions {
  /** Refuses appends. An embedded store can then be read while another process writes to it. */
  readonly readOnly?: boolean;
  /** Runs the followers of a server store in separate threads. */
  readonly followInThread?: boolean;
}

const eventStoreDb: EngineKind<EventStoreOptions, EventStore> = {
  example: '"esdb://redress:password@host:2113?tls=true"',
  faultOf: async (url) => (await import('@redress/engine-eventstoredb')).eventStoreDbUrlFault(url)?.problem,
  open: async (url, { followInThread = false }) => {
    const { openEventStoreDbEventStore } = await import('@redress/engine-eventstoredb');
    return openEventStoreDbEventStore({ url, wait_ms: ENGINE_WAIT_MS, followInThread });
  },
};

/** Engines that can store events. */
export const EVENT_STORES: EngineKinds<EventStoreOptions, EventStore> = new Map([
  [
    'sqlite',
    {
      example: 'sqlite:./data/events.db',
      faultOf: sqliteUrlFault,
      open: (url, { readOnly = false }) => openSqliteEventStore({ file: fileOf(url), readOnly }),
    },
  ],
  ['esdb', eventStoreDb],
  ['esdb+discover', eventStoreDb],
]);

export interface EventStreamOptions {
  /** The log that a `log:` stream follows. */
  readonly eventStore: EventStore;
}

/** Example URL of the stream between processes, for the fault of a setting with another kind. */
export const KAFKA_EXAMPLE = 'kafka://host:9092,host2:9092';

/** Transports by which consumers can receive recorded events. */
export const EVENT_STREAMS: EngineKinds<EventStreamOptions, EventStream> = new Map([
  [
    'log',
    {
      example: 'log:',
      faultOf: async (url) => (url === 'log:' ? undefined : 'has something behind log:.'),
      open: (_, { eventStore }) => Promise.resolve(new LogEventStream(eventStore)),
    },
  ],
  [
    'kafka',
    {
      example: KAFKA_EXAMPLE,
      faultOf: async (url) => (await import('@redress/engine-kafka')).kafkaUrlFault(url),
      open: async (url) => (await import('@redress/engine-kafka')).openKafkaEventStream({ url }),
    },
  ],
]);

export interface KeyStoreOptions {
  /** Opens an existing embedded store for reading while another process writes to it. */
  readonly readOnly?: boolean;
}

const mongoKeys: EngineKind<KeyStoreOptions, KeyStore> = {
  example: '"mongodb://keys:password@host:27017/?replicaSet=rs0"',
  faultOf: mongoUrlFault,
  open: async (url) => {
    const { openMongoKeyStore } = await import('@redress/engine-mongodb');
    return openMongoKeyStore({ url, wait_ms: ENGINE_WAIT_MS, call_wait_ms: CALL_WAIT_MS });
  },
};

/** Engines that can store the wrapped keys of data subjects. */
export const KEY_STORES: EngineKinds<KeyStoreOptions, KeyStore> = new Map([
  [
    'sqlite',
    {
      example: 'sqlite:./data/keys.db',
      faultOf: sqliteUrlFault,
      open: (url, { readOnly = false }) => openSqliteKeyStore({ file: fileOf(url), readOnly }),
    },
  ],
  ['mongodb', mongoKeys],
  ['mongodb+srv', mongoKeys],
]);

/** The service in whose database clients are counted: the only one that people use without a staff token. */
const COUNTING_SERVICE = 'intake';

/**
 * Returns how to open the counters that the replicas of a service share, beside its read models; undefined where these are embedded, and
 * one process counts for all.
 */
export function sharedCountersOf(readStore: string): (() => Promise<CounterStore>) | undefined {
  if (schemeOf(readStore) === 'sqlite') return undefined;
  return async () => {
    const { openMongoCounterStore } = await import('@redress/engine-mongodb');
    const waits = { wait_ms: CALL_WAIT_MS, call_wait_ms: CALL_WAIT_MS };
    return openMongoCounterStore({ url: readStore, service: COUNTING_SERVICE, ...waits });
  };
}

/** A service and its views. Each service owns its database; others write only their part of the access log there. */
export interface ViewOwner {
  readonly service: string;
  readonly views: readonly string[];
}

export interface ReadStoreOptions {
  /** The services of this process. */
  readonly owners: readonly ViewOwner[];
}

const mongoViews: EngineKind<ReadStoreOptions, ReadStore> = {
  example: '"mongodb://redress:password@host:27017/?replicaSet=rs0"',
  faultOf: mongoUrlFault,
  open: openPerOwner,
};

async function openPerOwner(url: string, { owners }: ReadStoreOptions): Promise<ReadStore> {
  const { openMongoReadStore } = await import('@redress/engine-mongodb');
  return openTogether(async (keep) => {
    const stores: OwnedReadStore[] = [];
    for (const owner of owners) {
      const { service } = owner;
      const opening = openMongoReadStore({ url, service, wait_ms: ENGINE_WAIT_MS, call_wait_ms: CALL_WAIT_MS });
      stores.push({ owner, store: await keep(opening) });
    }
    return new ReadStoreByOwner(stores);
  });
}

/** Engines that can store read models. */
export const READ_STORES: EngineKinds<ReadStoreOptions, ReadStore> = new Map([
  [
    'sqlite',
    {
      example: 'sqlite:./data/views.db',
      faultOf: sqliteUrlFault,
      open: (url) => openSqliteReadStore({ file: fileOf(url) }),
    },
  ],
  ['mongodb', mongoViews],
  ['mongodb+srv', mongoViews],
]);

export interface AttachmentStoreOptions {
  /** Whether to create a missing folder. Default true. */
  readonly make?: boolean;
}

/** Engines that can store the sealed contents of files. */
export const ATTACHMENT_STORES: EngineKinds<AttachmentStoreOptions, AttachmentStore> = new Map([
  [
    'file',
    {
      example: 'file:./data/attachments',
      faultOf: async (url) => (url.slice(FOLDER.length).trim() === '' ? 'names no folder.' : undefined),
      open: async (url, options) => {
        const { openFolderAttachmentStore } = await import('@redress/engine-folder');
        return openFolderAttachmentStore({ folder: url.slice(FOLDER.length), ...options });
      },
    },
  ],
  [
    's3',
    {
      example: '"s3://key:secret@s3.example.org/complaints?region=eu-central-1"',
      faultOf: async (url) => (await import('@redress/engine-s3')).s3UrlFault(url),
      open: async (url) => (await import('@redress/engine-s3')).openS3AttachmentStore({ url }),
    },
  ],
]);
