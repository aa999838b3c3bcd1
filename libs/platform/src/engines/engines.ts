import { openSqliteEventStore, openSqliteKeyStore, openSqliteReadStore } from '@redress/engine-sqlite';
import {
  LogEventStream,
  StoreUnavailableError,
  type EventStore,
  type EventStream,
  type KeyStore,
  type ReadStore,
} from '@redress/eventing';
import { mkdir } from 'node:fs/promises';
import { ConfigError, type ConfigFault } from '../config/config-error.js';
import type { RedressConfig } from '../config/redress-config.js';

/** The engines of one process, opened together and closed together. */
export interface Engines {
  readonly eventStore: EventStore;
  readonly eventStream: EventStream;
  readonly readStore: ReadStore;
  readonly keyStore: KeyStore;
  /** Closes consumers first, then stores, so that no batch in hand loses the store it writes to. May be repeated. */
  close(): Promise<void>;
}

/**
 * Opens the engines that the configuration's URLs name. Throws `ConfigError` for a scheme that this build does not have, and
 * `StoreUnavailableError` or `StoreCorruptError` when an engine cannot be opened; nothing is left open then.
 */
export async function openEngines(config: RedressConfig): Promise<Engines> {
  refuseUnknownSchemes(config);
  await makeDataFolder(config.data);
  const opened: { close(): Promise<void> }[] = [];
  const keep = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
    const engine = await opening;
    opened.push(engine);
    return engine;
  };
  try {
    const eventStore = await keep(openSqliteEventStore({ file: fileOf(config.eventStore) }));
    const keyStore = await keep(openSqliteKeyStore({ file: fileOf(config.keyStore) }));
    const readStore = await keep(openSqliteReadStore({ file: fileOf(config.readStore) }));
    const eventStream = new LogEventStream(eventStore);
    return {
      eventStore,
      keyStore,
      readStore,
      eventStream,
      close: () => closeInOrder([eventStream, readStore, eventStore, keyStore]),
    };
  } catch (error) {
    await closeInOrder(opened);
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

function refuseUnknownSchemes(config: RedressConfig): void {
  const faults = [
    faultOf('REDRESS_EVENT_STORE', config.eventStore, 'sqlite', 'sqlite:./data/events.db'),
    faultOf('REDRESS_EVENT_STREAM', config.eventStream, 'log', 'log:'),
    faultOf('REDRESS_READ_STORE', config.readStore, 'sqlite', 'sqlite:./data/views.db'),
    faultOf('REDRESS_KEY_STORE', config.keyStore, 'sqlite', 'sqlite:./data/keys.db'),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw new ConfigError(faults);
}

function faultOf(variable: string, url: string, known: string, example: string): ConfigFault | undefined {
  const scheme = url.slice(0, url.indexOf(':'));
  return scheme === known
    ? undefined
    : { variable, problem: `names the engine ${scheme}:, which this build does not have; it has ${known}:.`, example };
}

function fileOf(url: string): string {
  return url.slice('sqlite:'.length);
}

/** Closes one after another and goes on when one fails, so that a broken engine does not keep the others open. */
async function closeInOrder(engines: readonly { close(): Promise<void> }[]): Promise<void> {
  const failures: unknown[] = [];
  for (const engine of engines) await engine.close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Not every engine could be closed.');
}
