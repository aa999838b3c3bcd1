import { existsSync } from 'node:fs';
import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import {
  AnotherLogError,
  type EventStore,
  ForgetOrders,
  KeyRing,
  type KeyStore,
  loadMasterKey,
  LOG_START,
  relayEnds,
  StoreUnavailableError,
  type StreamName,
  WrongMasterKeyError,
} from '@redress/eventing';
import { timeSourceOf, type RedressConfig, schemeOf } from '@redress/platform';
import { fail, type Finding, findingsIn, holidayFindings, ok, warn } from '@redress/standalone';
import { embeddedFile, masterKeyFile, veiledReading } from '../session.js';
import { MissingKeys } from '../verify/log-faults.js';
import type { OpenedStores } from './opened-stores.js';

const TOPIC = 'topic';
const REPLAY_TOPIC = 'Stop the services, and run redress adopt-log --replay-topic.';

/** Checks that the topic reaches as far as the relay has published. */
export async function checkTopic({ eventStream }: RedressConfig, { views }: OpenedStores): Promise<readonly Finding[]> {
  if (views === undefined || schemeOf(eventStream) !== 'kafka') return [];
  const { requireReached, withKafkaTopic } = await import('@redress/engine-kafka');
  try {
    const ends = await withKafkaTopic(eventStream, async (topic) => {
      const found = await topic.ends();
      requireReached(topic.name, (await relayEnds(views)).get(topic.name) ?? {}, found);
      return found;
    });
    return [ok(TOPIC, `${Object.keys(ends).length} partitions, each as long as was published`)];
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const remedy =
      error instanceof AnotherLogError
        ? REPLAY_TOPIC
        : 'Start the brokers and the relay, or change REDRESS_EVENT_STREAM.';
    return [fail(TOPIC, detail, remedy)];
  }
}

const HISTORIES = 'histories';
const NAMED_MAX = 5;

/** Checks that no stream was truncated, deleted or tombstoned. Only a server accepts such orders; finding them reads the whole log. */
export async function checkHistories(config: RedressConfig, { events }: OpenedStores): Promise<readonly Finding[]> {
  if (!schemeOf(config.eventStore).startsWith('esdb')) return [ok(HISTORIES, 'redress verify checks each stream')];
  if (events === undefined) return [];
  try {
    const streams = await streamsToldToForget(events);
    if (streams.length === 0) return [ok(HISTORIES, 'no stream was truncated or deleted; redress verify checks each')];
    const named = `${streams.slice(0, NAMED_MAX).join(', ')}${streams.length > NAMED_MAX ? ' and others' : ''}`;
    const found = `${streams.length} streams were truncated, deleted or tombstoned: ${named}`;
    const remedy = 'Run redress verify: it says how to undo each order before the next scavenge makes it final.';
    return [fail(HISTORIES, found, remedy)];
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [fail(HISTORIES, detail, 'Start the event store, or change its setting.')];
  }
}

async function streamsToldToForget(store: EventStore): Promise<readonly string[]> {
  const orders = new ForgetOrders();
  const ours = new Set<string>();
  for await (const { stream } of store.readAll(LOG_START, { ordered: (order) => orders.take(order) })) ours.add(stream);
  const isOurs = (stream: StreamName): boolean => stream.startsWith(COMPLAINT_STREAM_PREFIX) || ours.has(stream);
  return orders.faults(isOurs).map(({ stream }) => stream);
}

/** Warns when the holidays of a published policy's calendar end soon. Other checks report stores that cannot be opened. */
export async function checkHolidays(config: RedressConfig, { events }: OpenedStores): Promise<readonly Finding[]> {
  if (events === undefined) return [];
  try {
    return holidayFindings(await veiledReading(events).policies.list(), timeSourceOf(config).now(), findingsIn('en'));
  } catch {
    return [];
  }
}

const KEYS = 'keys';

/** Checks that every personal value has its key, or was erased. Reads the whole log. */
export async function checkKeys(config: RedressConfig, { events, keys }: OpenedStores): Promise<readonly Finding[]> {
  const file = embeddedFile(config.eventStore);
  if (file !== undefined && !existsSync(file)) return [ok(KEYS, 'created with the first complaint')];
  if (events === undefined) return [];
  const openIt = 'Start the event store and the key store, or change their settings.';
  if (keys === undefined) return [fail(KEYS, 'There is no key store to look for them.', openIt)];
  try {
    const streams = (await missingIn(events, keys)).length;
    if (streams === 0) return [ok(KEYS, 'every personal value has its key, or was erased')];
    const found = `The keys of ${streams} streams are neither in the key store nor destroyed by erasure.`;
    const remedy =
      'The key store is older than the events: restore it from a newer backup. redress verify --keys names them.';
    return [fail(KEYS, found, remedy)];
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [fail(KEYS, detail, openIt)];
  }
}

async function missingIn(events: EventStore, keys: KeyStore): ReturnType<MissingKeys['faults']> {
  const missing = new MissingKeys(keys);
  for await (const event of events.readAll(LOG_START)) await missing.take(event);
  return missing.faults();
}

const PUT_KEY_BACK = 'Restore the master key that wraps these keys: without it personal data cannot be read.';

/** Checks that the master key exists and opens the keys in the key store. */
export async function checkMasterKey(config: RedressConfig, { keys }: OpenedStores): Promise<Finding> {
  const { masterKey: hex, keyStore } = config;
  const file = masterKeyFile(config);
  const place = hex === undefined ? file : 'REDRESS_MASTER_KEY';
  const isThere = hex !== undefined || existsSync(file);
  const keyFile = embeddedFile(keyStore);
  if (keyFile !== undefined && !existsSync(keyFile)) {
    return ok('master key', isThere ? `${place}; it wraps no keys yet` : 'created at the first start');
  }
  if (!isThere) return fail('master key', `${place} does not exist, but the key store has keys.`, PUT_KEY_BACK);
  if (keys === undefined)
    return warn('master key', `${place}; not compared with the keys`, 'Open the key store first.');
  try {
    const masterKey = await loadMasterKey({ file, ...(hex !== undefined && { hex }) });
    return await fits(place, masterKey, keys);
  } catch (error) {
    return fail('master key', error instanceof Error ? error.message : String(error), PUT_KEY_BACK);
  }
}

async function fits(place: string, masterKey: Uint8Array, store: KeyStore): Promise<Finding> {
  try {
    await new KeyRing({ store, masterKey }).checkMasterKey();
    return ok('master key', place);
  } catch (error) {
    if (error instanceof WrongMasterKeyError) return fail('master key', error.message, PUT_KEY_BACK);
    // The check would bind an empty key store to this master key, which a read-only store refuses.
    if (error instanceof StoreUnavailableError) return ok('master key', `${place}; it wraps no keys yet`);
    throw error;
  }
}
