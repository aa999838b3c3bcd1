import { catalogue } from '@redress/contracts';
import { openSqliteEventStore, openSqliteKeyStore } from '@redress/engine-sqlite';
import { EventCodec, KeyRing, loadMasterKey, type EventStore, type KeyStore } from '@redress/eventing';
import type { RedressConfig } from '@redress/platform';
import { existsSync } from 'node:fs';
import { unusable } from '../exit/failure.js';
import { engineFiles, requireEvents, type EngineFiles } from './engine-files.js';
import { VeiledKeys } from './veiled-keys.js';

/** A look at the events, beside a running server or without one. Nothing is written. */
export interface ReadingSession {
  readonly events: EventStore;
  /** Opens personal values, or shows each as erased when they were not asked for. */
  readonly codec: EventCodec;
  close(): Promise<void>;
}

/**
 * Opens the events for reading; with `personal` also the keys, which then must be there. Throws a `Failure` or what the engines throw.
 */
export async function openForReading(
  config: RedressConfig,
  { personal }: { readonly personal: boolean },
): Promise<ReadingSession> {
  const files = engineFiles(config);
  requireEvents(files);
  const keys = personal ? await openKeys(files) : new VeiledKeys();
  try {
    const masterKey = personal ? await existingMasterKey(config, files) : new Uint8Array(MASTER_KEY_BYTES);
    const events = await openSqliteEventStore({ file: files.events, readOnly: true });
    const close = async (): Promise<void> => {
      await events.close();
      await keys.close();
    };
    return { events, codec: new EventCodec(catalogue, new KeyRing({ store: keys, masterKey })), close };
  } catch (error) {
    await keys.close();
    throw error;
  }
}

const MASTER_KEY_BYTES = 32;

function openKeys({ keys }: EngineFiles): Promise<KeyStore> {
  if (!existsSync(keys)) {
    throw unusable(
      `There is no key store at ${keys}: personal data cannot be opened. Put keys.db back from its backup.`,
    );
  }
  return openSqliteKeyStore({ file: keys, readOnly: true });
}

/** Loading would make a new key where there is none, and that one would open nothing. */
function existingMasterKey({ masterKey }: RedressConfig, files: EngineFiles): Promise<Uint8Array> {
  if (masterKey === undefined && !existsSync(files.masterKey)) {
    throw unusable(
      `There is no master key at ${files.masterKey} and REDRESS_MASTER_KEY is not set: personal data cannot be opened.`,
    );
  }
  return loadMasterKey({ file: files.masterKey, ...(masterKey !== undefined && { hex: masterKey }) });
}
