import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  type AttachmentStore,
  type EventPublisher,
  type EventStore,
  type EventStream,
  type KeyStore,
  type ReadStore,
  RELAY_VIEW,
  StoreUnavailableError,
} from '@redress/eventing';
import { mkdir } from 'node:fs/promises';
import { AccessLog } from '../../access-log/access-log.js';
import { SessionUses } from '../../security/session-uses.js';
import type { RedressConfig } from '../configuration/redress-config.js';
import { ConfigError, type ConfigFault } from '../configuration/settings.js';
import {
  ATTACHMENT_STORES,
  engineUrlFault,
  EVENT_STORES,
  EVENT_STREAMS,
  KAFKA_EXAMPLE,
  KEY_STORES,
  openEngine,
  READ_STORES,
  schemeOf,
  type ViewOwner,
} from './engine-kinds.js';
import { closeInOrder, openTogether } from './open-together.js';
import { ENGINES } from './tokens.js';

/** The engines of one process, opened together and closed together. */
export interface Engines {
  readonly eventStore: EventStore;
  readonly eventStream: EventStream;
  readonly readStore: ReadStore;
  readonly keyStore: KeyStore;
  readonly attachmentStore: AttachmentStore;
  /** Closes consumers first, then stores, so that a batch in progress keeps the store it writes to. May be repeated. */
  close(): Promise<void>;
}

/** Owner of the relay's database, which stores its lease and its position. */
export const RELAY_VIEW_OWNER: ViewOwner = { service: 'relay', views: [RELAY_VIEW.name] };

/** The engines of a relay. It has no keys, so it cannot open anything it copies. */
export interface RelayEngines {
  readonly eventStore: EventStore;
  readonly readStore: ReadStore;
  readonly publisher: EventPublisher;
  /** Name of the topic: relays that publish to the same topic share a lease. */
  readonly destination: string;
  close(): Promise<void>;
}

/**
 * Opens the engines that the configuration names. Throws `ConfigError` for an unusable URL, and `StoreUnavailableError` or
 * `StoreCorruptError` when an engine cannot be opened; leaves nothing open then.
 */
export async function openEngines(config: RedressConfig, owners: readonly ViewOwner[]): Promise<Engines> {
  await refuseUnusableEngines(config);
  await makeDataFolder(config.data);
  return openTogether(async (keep) => {
    const eventStore = await keep(openEngine(EVENT_STORES, config.eventStore, {}));
    const keyStore = await keep(openEngine(KEY_STORES, config.keyStore, {}));
    const readStore = await keep(openEngine(READ_STORES, config.readStore, { owners }));
    const attachmentStore = await keep(openEngine(ATTACHMENT_STORES, config.attachments, {}));
    const eventStream = await keep(openEngine(EVENT_STREAMS, config.eventStream, { eventStore }));
    const close = (): Promise<void> => closeInOrder([eventStream, readStore, eventStore, keyStore, attachmentStore]);
    return { eventStore, keyStore, readStore, attachmentStore, eventStream, close };
  });
}

/**
 * Opens the engines of a relay. The event store is opened read-only, so it may be an embedded one in use. Throws as {@link openEngines}
 * does.
 */
export async function openRelayEngines(config: RedressConfig): Promise<RelayEngines> {
  await refuseUnusableRelayEngines(config);
  const { openKafkaEventPublisher, parseKafkaUrl } = await import('@redress/engine-kafka');
  return openTogether(async (keep) => {
    const eventStore = await keep(
      openEngine(EVENT_STORES, config.eventStore, { readOnly: true, followInThread: true }),
    );
    const readStore = await keep(openEngine(READ_STORES, config.readStore, { owners: [RELAY_VIEW_OWNER] }));
    const publisher = await keep(openKafkaEventPublisher({ url: config.eventStream }));
    const close = (): Promise<void> => closeInOrder([publisher, readStore, eventStore]);
    return { eventStore, readStore, publisher, destination: parseKafkaUrl(config.eventStream).topic, close };
  });
}

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const remedy = 'Set REDRESS_DATA to a folder that exists, or that may be made.';
    throw new StoreUnavailableError(`The data folder ${folder} cannot be made. ${remedy}`, { cause });
  }
}

/** Finds the faults of a service's engine URLs, by variable; never contains a value. */
export function engineFaultsOf(config: RedressConfig): Promise<readonly ConfigFault[]> {
  return found([
    engineUrlFault('REDRESS_EVENT_STORE', EVENT_STORES, config.eventStore),
    engineUrlFault('REDRESS_EVENT_STREAM', EVENT_STREAMS, config.eventStream),
    engineUrlFault('REDRESS_READ_STORE', READ_STORES, config.readStore),
    engineUrlFault('REDRESS_KEY_STORE', KEY_STORES, config.keyStore),
    engineUrlFault('REDRESS_ATTACHMENTS', ATTACHMENT_STORES, config.attachments),
  ]);
}

/** Throws a `ConfigError` that lists every unusable engine URL. */
export async function refuseUnusableEngines(config: RedressConfig): Promise<void> {
  refuse(await engineFaultsOf(config));
}

/** As above for a relay, which needs no keys but a stream it can write to. */
async function refuseUnusableRelayEngines(config: RedressConfig): Promise<void> {
  const faults = await found([
    engineUrlFault('REDRESS_EVENT_STORE', EVENT_STORES, config.eventStore),
    relayStreamFault(config.eventStream),
    engineUrlFault('REDRESS_READ_STORE', READ_STORES, config.readStore),
  ]);
  refuse(faults);
}

async function relayStreamFault(url: string): Promise<ConfigFault | undefined> {
  const variable = 'REDRESS_EVENT_STREAM';
  if (schemeOf(url) === 'kafka') return engineUrlFault(variable, EVENT_STREAMS, url);
  return { variable, problem: 'names nothing that a relay could write to.', example: KAFKA_EXAMPLE };
}

async function found(checks: readonly Promise<ConfigFault | undefined>[]): Promise<readonly ConfigFault[]> {
  return (await Promise.all(checks)).filter((fault) => fault !== undefined);
}

function refuse(faults: readonly ConfigFault[]): void {
  if (faults.length > 0) throw new ConfigError(faults);
}

/** Closes the engines last, after what was read and used is recorded: Nest calls this after it has answered all accepted requests and closed the consumers. */
@Injectable()
export class EngineShutdown implements OnApplicationShutdown {
  constructor(
    @Inject(ENGINES) private readonly engines: Engines,
    private readonly accessLog: AccessLog,
    private readonly sessionUses: SessionUses,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.accessLog.close(), this.sessionUses.close()]);
    await this.engines.close();
  }
}
