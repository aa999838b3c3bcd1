import { Policies } from '@redress/policies';
import { catalogue } from '@redress/contracts';
import { ContentSealing, EventCodec, KeyRing, loadMasterKey, type EventStore, type KeyStore } from '@redress/eventing';
import { EVENT_STORES, KEY_STORES, openEngine, refuseUnusableEngines, type RedressConfig } from '@redress/platform';
import { existsSync } from 'node:fs';
import { unusable } from '../exit/failure.js';
import { embeddedFile, masterKeyFile, requireEvents } from './engine-files.js';
import { VeiledKeys } from './veiled-keys.js';

/** A look at the events, beside a running server or without one. Nothing is written. */
export interface ReadingSession {
  readonly events: EventStore;
  /** Opens personal values, or shows each as erased when they were not asked for. */
  readonly codec: EventCodec;
  /** Opens files, or shows each as erased when personal values were not asked for. */
  readonly contents: ContentSealing;
  /** For looking up only: a command on it could not be written. */
  readonly policies: Policies;
  close(): Promise<void>;
}

/**
 * Opens the events for reading; with `personal` also the keys, which then must be there. Throws a `Failure` or what the engines throw.
 */
export async function openForReading(
  config: RedressConfig,
  { personal }: { readonly personal: boolean },
): Promise<ReadingSession> {
  await refuseUnusableEngines(config);
  requireEvents(config);
  const keys = personal ? await openKeys(config) : new VeiledKeys();
  try {
    const masterKey = personal ? await existingMasterKey(config) : new Uint8Array(MASTER_KEY_BYTES);
    const events = await openEvents(config);
    const close = async (): Promise<void> => {
      await events.close();
      await keys.close();
    };
    const ring = new KeyRing({ store: keys, masterKey });
    const [codec, contents] = [new EventCodec(catalogue, ring), new ContentSealing(ring)];
    const policies = new Policies({ store: events, codec, secrets: NO_SECRETS, now: () => new Date().toISOString() });
    return { events, codec, contents, policies, close };
  } catch (error) {
    await keys.close();
    throw error;
  }
}

/** The event store alone, for reading. Its URL has been checked. */
export function openEvents({ eventStore }: RedressConfig): Promise<EventStore> {
  return openEngine(EVENT_STORES, eventStore, { readOnly: true });
}

const MASTER_KEY_BYTES = 32;
const NO_SECRETS = { commandHash: () => '' };

/** The key store alone, for reading; it must be there. Its URL has been checked. */
export function openKeys({ keyStore }: RedressConfig): Promise<KeyStore> {
  const file = embeddedFile(keyStore);
  if (file !== undefined && !existsSync(file)) {
    throw unusable(
      `There is no key store at ${file}: personal data cannot be opened. Put keys.db back from its backup.`,
    );
  }
  return openEngine(KEY_STORES, keyStore, { readOnly: true });
}

/** Loading would make a new key where there is none, and that one would open nothing. */
function existingMasterKey(config: RedressConfig): Promise<Uint8Array> {
  const { masterKey: hex } = config;
  const file = masterKeyFile(config);
  if (hex === undefined && !existsSync(file)) {
    throw unusable(
      `There is no master key at ${file} and REDRESS_MASTER_KEY is not set: personal data cannot be opened.`,
    );
  }
  return loadMasterKey({ file, ...(hex !== undefined && { hex }) });
}
