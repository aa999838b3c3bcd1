import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Complaints } from '@redress/complaints';
import { catalogue } from '@redress/contracts';
import { type Instant, instantOf } from '@redress/domain';
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
  timeSourceOf,
  EVENT_STORES,
  fileOf,
  KEY_STORES,
  openEngine,
  openEngines,
  READ_STORES,
  type RedressConfig,
  refuseUnusableEngines,
  RELAY_VIEW_OWNER,
  schemeOf,
  ServerSecrets,
  StaffAccounts,
  viewOwnerOf,
} from '@redress/platform';
import { Accounts } from '@redress/identity';
import { Policies } from '@redress/policies';
import { hasRelay, services } from '@redress/standalone';
import { unusable } from './exit.js';
import { TrialEventStore, TrialKeyStore } from './trial-stores.js';

/** Read access to the events. Writes nothing. */
export interface Reading {
  readonly events: EventStore;
  /** Opens personal values, or shows each as erased if they were not requested. */
  readonly codec: EventCodec;
  /** Opens files, or shows each as erased if personal values were not requested. */
  readonly contents: ContentSealing;
  /** For look-ups only: its commands cannot be written. */
  readonly policies: Policies;
}

/** As above, of stores that it has opened and closes, with or without a running server. */
export interface ReadingSession extends Reading {
  close(): Promise<void>;
}

export interface ReadingOptions {
  /** Opens the keys, which must exist then. */
  readonly personal: boolean;
  /** For what fills an index of personal data: opens the keys so that those of indexes can be made and destroyed. Default: false. */
  readonly indexes?: boolean;
}

/** Opens the events for reading, and the keys as asked for. Throws a `Failure` or what the engines throw. */
export async function openForReading(
  config: RedressConfig,
  { personal, indexes = false }: ReadingOptions,
): Promise<ReadingSession> {
  await refuseUnusableEngines(config);
  requireEvents(config);
  const keys = personal ? await openKeys(config, { readOnly: !indexes }) : new VeiledKeys();
  try {
    const masterKey = personal ? await existingMasterKey(config) : new Uint8Array(MASTER_KEY_BYTES);
    const events = await openEvents(config);
    const close = async (): Promise<void> => {
      await events.close();
      await keys.close();
    };
    return { ...readingWith(events, keys, masterKey), close };
  } catch (error) {
    await keys.close();
    throw error;
  }
}

/** Reads events of an open store, with every personal value shown as erased. */
export function veiledReading(events: EventStore): Reading {
  return readingWith(events, new VeiledKeys(), new Uint8Array(MASTER_KEY_BYTES));
}

/** Reads events of open stores. */
export function readingWith(events: EventStore, keys: KeyStore, masterKey: Uint8Array): Reading {
  const ring = new KeyRing({ store: keys, masterKey });
  const [codec, contents] = [new EventCodec(catalogue, ring), new ContentSealing(ring)];
  const policies = new Policies({ store: events, codec, secrets: NO_SECRETS, now: () => instantOf(Date.now()) });
  return { events, codec, contents, policies };
}

/** Opens only the event store, for reading. Its URL has been checked. */
export function openEvents({ eventStore }: RedressConfig): Promise<EventStore> {
  return openEngine(EVENT_STORES, eventStore, { readOnly: true });
}

const MASTER_KEY_BYTES = 32;
const NO_SECRETS = { commandHash: () => '' };

/** Opens only the key store; it must exist. Its URL has been checked. */
export function openKeys({ keyStore }: RedressConfig, { readOnly = true } = {}): Promise<KeyStore> {
  const file = embeddedFile(keyStore);
  if (file !== undefined && !existsSync(file)) {
    throw unusable(
      `There is no key store at ${file}: personal data cannot be opened. Restore keys.db from its backup.`,
    );
  }
  return openEngine(KEY_STORES, keyStore, { readOnly });
}

/** Requires an existing key: loading would create a missing one, which opens nothing. Throws a `Failure`. */
export function existingMasterKey(config: RedressConfig): Promise<Uint8Array> {
  const { masterKey: hex } = config;
  const file = masterKeyFile(config);
  if (hex === undefined && !existsSync(file)) {
    throw unusable(
      `There is no master key at ${file} and REDRESS_MASTER_KEY is not set: personal data cannot be opened. Provide one of them.`,
    );
  }
  return loadMasterKey({ file, ...(hex !== undefined && { hex }) });
}

/** Exclusive write access to the data folder. */
export interface WritingSession {
  readonly events: EventStore;
  readonly complaints: Complaints;
  readonly policies: Policies;
  readonly accounts: Accounts;
  /** The current instant, ISO 8601 in UTC. */
  readonly now: () => Instant;
  close(): Promise<void>;
}

/** As above, with everything else that an installation is made of. */
export interface FillingSession extends WritingSession {
  readonly keys: KeyStore;
  readonly readStore: ReadStore;
  readonly codec: EventCodec;
  readonly masterKey: Uint8Array;
}

/** Opens the data folder, creating it if missing. Throws `StoreUnavailableError` while another process writes to it. */
export async function openForWriting(config: RedressConfig): Promise<WritingSession> {
  return openForFilling(config);
}

/** Opens the data folder with its keys and views, creating it if missing. Throws `StoreUnavailableError` while another process writes to it. */
export async function openForFilling(config: RedressConfig): Promise<FillingSession> {
  const engines = await openEngines(config, viewOwners);
  try {
    const hex = config.masterKey;
    const mayMake = (): Promise<boolean> => awaitsMasterKey(engines.keyStore);
    const masterKey = await loadMasterKey({ file: masterKeyFile(config), mayMake, ...(hex !== undefined && { hex }) });
    const keys = new KeyRing({ store: engines.keyStore, masterKey });
    await keys.checkMasterKey();
    const session = writingOn(config, engines.eventStore, { keys, masterKey, close: () => engines.close() });
    const { keyStore, readStore } = engines;
    return { ...session, keys: keyStore, readStore, codec: new EventCodec(catalogue, keys), masterKey };
  } catch (error) {
    await engines.close();
    throw error;
  }
}

/**
 * Opens the data folder for a trial: commands are decided on what is there, with or without a running server, and nothing is written. A
 * folder that does not exist is an empty one.
 */
export async function openForTrial(config: RedressConfig): Promise<WritingSession> {
  await refuseUnusableEngines(config);
  const log = embeddedFile(config.eventStore);
  const isThere = log === undefined || existsSync(log);
  const masterKey = isThere ? await existingMasterKey(config) : new Uint8Array(MASTER_KEY_BYTES);
  const keyStore = new TrialKeyStore(isThere ? await openKeys(config) : undefined);
  try {
    const events = new TrialEventStore(isThere ? await openEvents(config) : undefined);
    const close = async (): Promise<void> => {
      await events.close();
      await keyStore.close();
    };
    return writingOn(config, events, { keys: new KeyRing({ store: keyStore, masterKey }), masterKey, close });
  } catch (error) {
    await keyStore.close();
    throw error;
  }
}

function writingOn(
  config: RedressConfig,
  store: EventStore,
  {
    keys,
    masterKey,
    close,
  }: { readonly keys: KeyRing; readonly masterKey: Uint8Array; readonly close: () => Promise<void> },
): WritingSession {
  const clock = timeSourceOf(config);
  const now = (): Instant => clock.now();
  const codec = new EventCodec(catalogue, keys);
  const secrets = new ServerSecrets(masterKey);
  const policies = new Policies({ store, codec, secrets, now, approval: config.policyApproval });
  const complaints = new Complaints({ store, codec, secrets, policies, now });
  const known = new StaffAccounts(store, codec, secrets);
  const accounts = new Accounts({ store, codec, secrets, accounts: known, now });
  return { events: store, complaints, policies, accounts, now, close };
}

/** Names the database of each view. */
export const viewOwners = services.map(viewOwnerOf);

/** Opens the views of every service. The URL has been checked. */
export function openViews({ readStore }: RedressConfig): Promise<ReadStore> {
  return openEngine(READ_STORES, readStore, { owners: viewOwners });
}

/** The views of every service, with the lease of the relay where there is one. The URLs have been checked. */
export function openViewsAndLease(config: RedressConfig): Promise<ReadStore> {
  const owners = hasRelay(config) ? [...viewOwners, RELAY_VIEW_OWNER] : viewOwners;
  return openEngine(READ_STORES, config.readStore, { owners });
}

/** Opens the attachments. Never creates the folder: an empty one would only hide a wrong path. The URL has been checked. */
export function openAttachments({ attachments }: RedressConfig): Promise<AttachmentStore> {
  return openEngine(ATTACHMENT_STORES, attachments, { make: false });
}

/** The file of the master key, used when REDRESS_MASTER_KEY is not set. */
export function masterKeyFile({ data }: RedressConfig): string {
  return join(data, 'master.key');
}

/** The file of an embedded engine; undefined for an external one. */
export function embeddedFile(url: string): string | undefined {
  return schemeOf(url) === 'sqlite' ? fileOf(url) : undefined;
}

/** The folder of attachments; undefined where they are elsewhere. */
export function attachmentsFolder({ attachments }: Pick<RedressConfig, 'attachments'>): string | undefined {
  return schemeOf(attachments) === 'file' ? attachments.slice('file:'.length) : undefined;
}

/** Names an engine in messages: by its file, or by its scheme, because the rest of a URL may hold a password. */
export function placeOf(url: string): string {
  return embeddedFile(url) ?? `${schemeOf(url)}:`;
}

/** Throws a `Failure` if the event store does not exist: a command that only reads never creates one. */
export function requireEvents({ eventStore }: RedressConfig): void {
  const file = embeddedFile(eventStore);
  if (file === undefined || existsSync(file)) return;
  throw unusable(
    `There is no event store at ${file}. Give the data folder with --data or REDRESS_DATA, or run \`redress serve\` once to create it.`,
  );
}

const NEVER = '1970-01-01T00:00:00.000Z';

/**
 * A key store that opens nothing: it reports every data subject as erased. With it events can be read, folded and shown without the
 * master key, each personal value as `{ erased: true }`.
 */
class VeiledKeys implements KeyStore {
  get(subjects: readonly string[]): Promise<ReadonlyMap<string, KeyEntry>> {
    const entry = (subject: string): KeyEntry => ({ subject, state: 'destroyed', destroyedAt: NEVER });
    return Promise.resolve(new Map(subjects.map((subject) => [subject, entry(subject)])));
  }

  put(): Promise<KeyEntry> {
    return Promise.reject(new StoreUnavailableError('This key store is read-only.'));
  }

  destroy(): Promise<void> {
    return Promise.reject(new StoreUnavailableError('This key store is read-only.'));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
