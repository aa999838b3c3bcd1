import {
  RELAY_VIEW,
  StoreUnavailableError,
  type AttachmentStore,
  type EventPublisher,
  type EventStore,
  type EventStream,
  type KeyStore,
  type ReadStore,
} from '@redress/eventing';
import { mkdir } from 'node:fs/promises';
import type { RedressConfig } from '../config/redress-config.js';
import { ATTACHMENT_STORES } from './attachment-stores.js';
import { closeInOrder } from './close-in-order.js';
import { refuseUnusableEngines, refuseUnusableRelayEngines } from './engine-faults.js';
import { openEngine } from './engine-kind.js';
import { EVENT_STORES } from './event-stores.js';
import { EVENT_STREAMS } from './event-streams.js';
import { KEY_STORES } from './key-stores.js';
import { READ_STORES, type ViewOwner } from './read-stores.js';

/** The engines of one process, opened together and closed together. */
export interface Engines {
  readonly eventStore: EventStore;
  readonly eventStream: EventStream;
  readonly readStore: ReadStore;
  readonly keyStore: KeyStore;
  readonly attachmentStore: AttachmentStore;
  /** Closes consumers first, then stores, so that no batch in hand loses the store it writes to. May be repeated. */
  close(): Promise<void>;
}

/** The relay's database, in which it keeps its lease and how far it has come. */
export const RELAY_VIEW_OWNER: ViewOwner = { service: 'relay', views: [RELAY_VIEW.name] };

/** What a relay works with. It holds no keys, so it can open nothing that it copies. */
export interface RelayEngines {
  readonly eventStore: EventStore;
  readonly readStore: ReadStore;
  readonly publisher: EventPublisher;
  /** The topic's name: relays that publish to the same one share a lease. */
  readonly destination: string;
  close(): Promise<void>;
}

/**
 * Opens the engines that the configuration's URLs name. Throws `ConfigError` for a URL that cannot be used, and `StoreUnavailableError` or
 * `StoreCorruptError` when an engine cannot be opened; nothing is left open then.
 */
export async function openEngines(config: RedressConfig, owners: readonly ViewOwner[]): Promise<Engines> {
  await refuseUnusableEngines(config);
  await makeDataFolder(config.data);
  return together(async (keep) => {
    const eventStore = await keep(openEngine(EVENT_STORES, config.eventStore, {}));
    const keyStore = await keep(openEngine(KEY_STORES, config.keyStore, {}));
    const readStore = await keep(openEngine(READ_STORES, config.readStore, { owners }));
    const attachmentStore = await keep(openEngine(ATTACHMENT_STORES, config.attachments, {}));
    const eventStream = await keep(openEngine(EVENT_STREAMS, config.eventStream, { eventStore }));
    const close = (): Promise<void> => closeInOrder([eventStream, readStore, eventStore, keyStore, attachmentStore]);
    return { eventStore, keyStore, readStore, attachmentStore, eventStream, close };
  });
}

/** The engines of a relay: it only reads the event store, so that it can run beside an embedded one. Throws as {@link openEngines} does. */
export async function openRelayEngines(config: RedressConfig): Promise<RelayEngines> {
  await refuseUnusableRelayEngines(config);
  const { openKafkaEventPublisher, parseKafkaUrl } = await import('@redress/engine-kafka');
  return together(async (keep) => {
    const eventStore = await keep(
      openEngine(EVENT_STORES, config.eventStore, { readOnly: true, followInThread: true }),
    );
    const readStore = await keep(openEngine(READ_STORES, config.readStore, { owners: [RELAY_VIEW_OWNER] }));
    const publisher = await keep(openKafkaEventPublisher({ url: config.eventStream }));
    const close = (): Promise<void> => closeInOrder([publisher, readStore, eventStore]);
    return { eventStore, readStore, publisher, destination: parseKafkaUrl(config.eventStream).topic, close };
  });
}

interface Closable {
  close(): Promise<void>;
}

/** Closes what was opened before the one that could not be. */
async function together<Opened>(
  open: (keep: <Engine extends Closable>(opening: Promise<Engine>) => Promise<Engine>) => Promise<Opened>,
): Promise<Opened> {
  const opened: Closable[] = [];
  try {
    return await open(async (opening) => {
      const engine = await opening;
      opened.push(engine);
      return engine;
    });
  } catch (error) {
    await closeInOrder(opened.reverse());
    throw error;
  }
}

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const remedy = 'Set REDRESS_DATA to a folder that exists, or that may be made.';
    throw new StoreUnavailableError(`The data folder ${folder} cannot be made. ${remedy}`, { cause });
  }
}
