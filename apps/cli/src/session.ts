import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Complaints } from '@redress/complaints';
import { catalogue } from '@redress/contracts';
import {
  type AttachmentStore,
  awaitsMasterKey,
  ContentSealing,
  EventCodec,
  type EventStore,
  type KeyEntry,
  KeyRing,
  type KeyStore,
  loadMasterKey,
  type ReadStore,
  StoreUnavailableError,
} from '@redress/eventing';
import {
  ATTACHMENT_STORES,
  EVENT_STORES,
  fileOf,
  KEY_STORES,
  MovedClock,
  openEngine,
  openEngines,
  READ_STORES,
  type RedressConfig,
  RELAY_VIEW_OWNER,
  refuseUnusableEngines,
  schemeOf,
  ServerSecrets,
  SystemClock,
  viewOwnerOf,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { services } from '@redress/standalone';
import { unusable } from './exit.js';

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

/** The right to write to the data folder, which no other process has meanwhile. */
export interface WritingSession {
  readonly events: EventStore;
  readonly complaints: Complaints;
  readonly policies: Policies;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => string;
  close(): Promise<void>;
}

/** Opens the data folder, making it when it is new. Throws `StoreUnavailableError` while another process writes to it. */
export async function openForWriting(config: RedressConfig): Promise<WritingSession> {
  const engines = await openEngines(config, viewOwners);
  try {
    const hex = config.masterKey;
    const mayMake = (): Promise<boolean> => awaitsMasterKey(engines.keyStore);
    const masterKey = await loadMasterKey({ file: masterKeyFile(config), mayMake, ...(hex !== undefined && { hex }) });
    const keys = new KeyRing({ store: engines.keyStore, masterKey });
    await keys.checkMasterKey();
    const clock = config.clock ? new MovedClock(config.clock) : new SystemClock();
    const now = (): string => clock.now();
    const codec = new EventCodec(catalogue, keys);
    const secrets = new ServerSecrets(masterKey);
    const policies = new Policies({ store: engines.eventStore, codec, secrets, now });
    const complaints = new Complaints({ store: engines.eventStore, codec, secrets, policies, now });
    return { events: engines.eventStore, complaints, policies, now, close: () => engines.close() };
  } catch (error) {
    await engines.close();
    throw error;
  }
}

/** Whose database each view lies in. */
export const viewOwners = services.map(viewOwnerOf);

/** The views of every service. The URL has been checked. */
export function openViews({ readStore }: RedressConfig): Promise<ReadStore> {
  return openEngine(READ_STORES, readStore, { owners: viewOwners });
}

/** The views of every service, with the lease of the relay where there is one. The URLs have been checked. */
export function openViewsAndLease(config: RedressConfig): Promise<ReadStore> {
  const owners = hasRelay(config) ? [...viewOwners, RELAY_VIEW_OWNER] : viewOwners;
  return openEngine(READ_STORES, config.readStore, { owners });
}

/** Whether events travel by a topic, which a relay publishes to. */
export function hasRelay({ eventStream }: RedressConfig): boolean {
  return schemeOf(eventStream) !== 'log';
}

/** The files of the system. A folder that is not there is not made, since an empty one would only hide a wrong path. The URL has been checked. */
export function openAttachments({ attachments }: RedressConfig): Promise<AttachmentStore> {
  return openEngine(ATTACHMENT_STORES, attachments, { make: false });
}

/** The file that the master key is in when REDRESS_MASTER_KEY is not set. */
export function masterKeyFile({ data }: RedressConfig): string {
  return join(data, 'master.key');
}

/** The file of an embedded engine; undefined for an engine that lies elsewhere. */
export function embeddedFile(url: string): string | undefined {
  return schemeOf(url) === 'sqlite' ? fileOf(url) : undefined;
}

/** What an engine may be called in a message: its file, or its scheme, since the rest of a URL may hold a password. */
export function placeOf(url: string): string {
  return embeddedFile(url) ?? `${schemeOf(url)}:`;
}

/** Throws a `Failure` when there is no event store: a command that only reads never makes one. */
export function requireEvents({ eventStore }: RedressConfig): void {
  const file = embeddedFile(eventStore);
  if (file === undefined || existsSync(file)) return;
  throw unusable(
    `There is no event store at ${file}. Name the data folder with --data or REDRESS_DATA, or start the system once.`,
  );
}

const NEVER = '1970-01-01T00:00:00.000Z';

/**
 * A key store that opens nothing: to it every data subject is erased. Through it events can be read, folded and shown without the
 * master key, each personal value as `{ erased: true }`.
 */
class VeiledKeys implements KeyStore {
  get(subjects: readonly string[]): Promise<ReadonlyMap<string, KeyEntry>> {
    const entry = (subject: string): KeyEntry => ({ subject, state: 'destroyed', destroyedAt: NEVER });
    return Promise.resolve(new Map(subjects.map((subject) => [subject, entry(subject)])));
  }

  put(): Promise<KeyEntry> {
    return Promise.reject(new StoreUnavailableError('No keys are kept here.'));
  }

  destroy(): Promise<void> {
    return Promise.reject(new StoreUnavailableError('No keys are kept here.'));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
