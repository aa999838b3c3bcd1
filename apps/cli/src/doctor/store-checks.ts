import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { COMPLAINT_STREAM_PREFIX } from '@redress/complaints';
import {
  AnotherVersionError,
  ForgetOrders,
  isInLog,
  KeyRing,
  loadMasterKey,
  LOG_START,
  type LogPlace,
  type ReadStore,
  relayPlaces,
  requireVersion,
  StoreUnavailableError,
  type StreamName,
  type ViewDefinition,
  WrongMasterKeyError,
} from '@redress/eventing';
import { policyCalendar } from '@redress/domain';
import {
  clockOf,
  engineFaultsOf,
  EVENT_STORES,
  KEY_STORES,
  openEngine,
  type RedressConfig,
  schemeOf,
} from '@redress/platform';
import { type Follower, followers } from '../followers.js';
import {
  embeddedFile,
  hasRelay,
  masterKeyFile,
  openEvents,
  openForReading,
  openKeys,
  openViews,
  openViewsAndLease,
  placeOf,
} from '../session.js';
import { MissingKeys } from '../verify/log-faults.js';
import { fail, type Finding, ok, warn } from './finding.js';

interface Checked {
  readonly name: string;
  readonly url: string;
  readonly remedy: string;
  readonly open: () => Promise<{ close(): Promise<void> }>;
}

/** Checks that each store opens; an SQLite file must pass SQLite's quick check, which reads every page once. */
export async function checkEngines(config: RedressConfig): Promise<readonly Finding[]> {
  const { eventStore, keyStore, readStore } = config;
  const faults = await engineFaultsOf(config);
  if (faults.length > 0) {
    return faults.map(({ variable, problem, example }) =>
      fail('settings', `${variable} ${problem}`, `For example ${variable}=${example}`),
    );
  }
  return [
    await check({
      name: 'event store',
      url: eventStore,
      remedy: 'Restore it from a backup.',
      open: () => openEngine(EVENT_STORES, eventStore, { readOnly: true }),
    }),
    await check({
      name: 'key store',
      url: keyStore,
      remedy: 'Restore it from its own backup: without keys, personal data is lost.',
      open: () => openEngine(KEY_STORES, keyStore, { readOnly: true }),
    }),
    await check({
      name: 'read store',
      url: readStore,
      remedy: 'Stop the server and delete it: it is rebuilt from the events.',
      open: () => openViews(config),
    }),
  ];
}

async function check({ name, url, remedy, open }: Checked): Promise<Finding> {
  const file = embeddedFile(url);
  if (file !== undefined && !existsSync(file))
    return ok(name, `${file} does not exist yet; it is created at the first start.`);
  try {
    await (await open()).close();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(name, detail, file === undefined ? 'Start it, or change its setting.' : remedy);
  }
  const damage = file === undefined ? undefined : quickCheck(file);
  return damage === undefined ? ok(name, placeOf(url)) : fail(name, `${placeOf(url)} is damaged: ${damage}`, remedy);
}

/**
 * Returns undefined for a sound file. Uses Node's own SQLite after the store was closed, because two copies of SQLite in one process
 * would release each other's locks.
 */
function quickCheck(file: string): string | undefined {
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      const result = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
      return result === 'ok' ? undefined : 'SQLite finds inconsistent pages.';
    } finally {
      db.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const REBUILD_ALL = 'redress rebuild --all';
const ADOPT_LOG = 'redress adopt-log';

/** Checks that the checkpoint of each view, each process and the relay names an event of this log. Other checks report stores that cannot be opened. */
export async function checkPlaces(config: RedressConfig): Promise<readonly Finding[]> {
  const files = [config.eventStore, config.readStore].map(embeddedFile);
  const areThere = files.every((file) => file === undefined || existsSync(file));
  if (!areThere || (await engineFaultsOf(config)).length > 0) return [];
  try {
    return await comparePlaces(config);
  } catch {
    return [];
  }
}

async function comparePlaces(config: RedressConfig): Promise<readonly Finding[]> {
  const events = await openEvents(config);
  try {
    const views = await openViewsAndLease(config);
    try {
      const places = await views.places();
      const findings: Finding[] = [];
      // Processes first: what they have done is listed from the views, so the views are built anew after that.
      for (const { name, projection } of followers.toSorted(processesFirst)) {
        const place = places.get(name);
        if (place === undefined) continue;
        if (!(await isInLog(events, place)))
          findings.push(projection === undefined ? processAstray(`process ${name}`, place) : viewAstray(name, place));
        if (projection !== undefined) findings.push(...(await ofAnotherVersion(views, projection.view)));
      }
      for (const [destination, place] of hasRelay(config) ? await relayPlaces(views) : [])
        if (!(await isInLog(events, place))) findings.push(processAstray(`relay to ${destination}`, place));
      return findings.length > 0
        ? findings
        : [ok('views', 'all checkpoints are in this log, and so are those of the processes')];
    } finally {
      await views.close();
    }
  } finally {
    await events.close();
  }
}

/** A finding when a view holds documents of another version than this program makes. */
async function ofAnotherVersion(views: ReadStore, view: ViewDefinition): Promise<readonly Finding[]> {
  try {
    await views.define(view);
    await requireVersion(views, view);
    return [];
  } catch (error) {
    if (!(error instanceof AnotherVersionError)) throw error;
    return [fail(`view ${view.name}`, error.message, `redress rebuild ${view.name}`)];
  }
}

function processesFirst(one: Follower, other: Follower): number {
  return Number(one.projection !== undefined) - Number(other.projection !== undefined);
}

function processAstray(name: string, { position }: LogPlace): Finding {
  const found =
    `stands on another log: its last event, at position ${position}, is not in this one. ` +
    'The log was restored or replaced. It does nothing until it is told where to continue.';
  return fail(name, found, ADOPT_LOG);
}

function viewAstray(view: string, { position }: LogPlace): Finding {
  const found =
    `was built from another log: its last event, at position ${position}, is not in this one. ` +
    'The log was restored or replaced. The view does not answer or advance until it is rebuilt.';
  return fail(`view ${view}`, found, REBUILD_ALL);
}

const HISTORIES = 'histories';
const NAMED_MAX = 5;

/** Checks that no stream was truncated, deleted or tombstoned. Only a server accepts such orders; finding them reads the whole log. */
export async function checkHistories(config: RedressConfig): Promise<Finding> {
  if (!schemeOf(config.eventStore).startsWith('esdb')) return ok(HISTORIES, 'redress verify checks each stream');
  try {
    const streams = await streamsToldToForget(config);
    if (streams.length === 0) return ok(HISTORIES, 'no stream was truncated or deleted; redress verify checks each');
    const named = `${streams.slice(0, NAMED_MAX).join(', ')}${streams.length > NAMED_MAX ? ' and others' : ''}`;
    return fail(
      HISTORIES,
      `${streams.length} streams were truncated, deleted or tombstoned: ${named}`,
      'Run redress verify: it says how to undo each order before the next scavenge makes it final.',
    );
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(HISTORIES, detail, 'Start the event store, or change its setting.');
  }
}

async function streamsToldToForget(config: RedressConfig): Promise<readonly string[]> {
  const store = await openEvents(config);
  try {
    const orders = new ForgetOrders();
    const ours = new Set<string>();
    for await (const { stream } of store.readAll(LOG_START, { ordered: (order) => orders.take(order) }))
      ours.add(stream);
    const isOurs = (stream: StreamName): boolean => stream.startsWith(COMPLAINT_STREAM_PREFIX) || ours.has(stream);
    return orders.faults(isOurs).map(({ stream }) => stream);
  } finally {
    await store.close();
  }
}

const HOLIDAYS = 'holidays';
/** Warning period before a list of holidays ends: time to publish a policy with a longer one. */
const LIST_ENDS_DAYS = 180;

/**
 * Warns when the holidays of a published policy's calendar are known for less than {@link LIST_ENDS_DAYS} days from now. Other checks report
 * stores that cannot be opened.
 */
export async function checkHolidays(config: RedressConfig): Promise<readonly Finding[]> {
  try {
    const ending = await endingLists(config);
    return ending.length > 0 ? ending : [ok(HOLIDAYS, `known for more than ${LIST_ENDS_DAYS} days`)];
  } catch {
    return [];
  }
}

async function endingLists(config: RedressConfig): Promise<readonly Finding[]> {
  const session = await openForReading(config, { personal: false });
  try {
    const today = Temporal.PlainDate.from(clockOf(config).now().slice(0, 10));
    const published = (await session.policies.list()).filter(({ standing }) => standing === 'published');
    const calendars = new Map(published.map(({ policy }) => [policy.calendar, policyCalendar(policy)]));
    return [...calendars.values()].flatMap(({ version, covers }) => {
      if (covers === undefined || today.until(covers.to).days > LIST_ENDS_DAYS) return [];
      const found = `The list of ${version} ends on ${covers.to}. Limits in working time beyond it have no due date.`;
      return [warn(HOLIDAYS, found, 'Publish policies with a calendar of more years: redress calendar --help')];
    });
  } finally {
    await session.close();
  }
}

const KEYS = 'keys';

/** Checks that every personal value has its key, or was erased. Reads the whole log. */
export async function checkKeys(config: RedressConfig): Promise<Finding> {
  const file = embeddedFile(config.eventStore);
  if (file !== undefined && !existsSync(file)) return ok(KEYS, 'created with the first complaint');
  try {
    const streams = (await missingIn(config)).length;
    if (streams === 0) return ok(KEYS, 'every personal value has its key, or was erased');
    return fail(
      KEYS,
      `The keys of ${streams} streams are neither in the key store nor destroyed by erasure.`,
      'The key store is older than the events: restore it from a newer backup. redress verify --keys names them.',
    );
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(KEYS, detail, 'Start the event store and the key store, or change their settings.');
  }
}

async function missingIn(config: RedressConfig): ReturnType<MissingKeys['faults']> {
  const keys = await openKeys(config);
  try {
    const events = await openEvents(config);
    try {
      const missing = new MissingKeys(keys);
      for await (const event of events.readAll(LOG_START)) await missing.take(event);
      return await missing.faults();
    } finally {
      await events.close();
    }
  } finally {
    await keys.close();
  }
}

const PUT_KEY_BACK = 'Restore the master key that wraps these keys: without it personal data cannot be read.';

/** Checks that the master key exists and opens the keys in the key store. */
export async function checkMasterKey(config: RedressConfig): Promise<Finding> {
  const { masterKey: hex, keyStore } = config;
  const file = masterKeyFile(config);
  const place = hex === undefined ? file : 'REDRESS_MASTER_KEY';
  const isThere = hex !== undefined || existsSync(file);
  const keys = embeddedFile(keyStore);
  if (keys !== undefined && !existsSync(keys)) {
    return ok('master key', isThere ? `${place}; it wraps no keys yet` : 'created at the first start');
  }
  if (!isThere) return fail('master key', `${place} does not exist, but the key store has keys.`, PUT_KEY_BACK);
  try {
    const masterKey = await loadMasterKey({ file, ...(hex !== undefined && { hex }) });
    return await fits(place, masterKey, keyStore);
  } catch (error) {
    return fail('master key', error instanceof Error ? error.message : String(error), PUT_KEY_BACK);
  }
}

async function fits(place: string, masterKey: Uint8Array, keyStore: string): Promise<Finding> {
  const store = await openEngine(KEY_STORES, keyStore, { readOnly: true });
  try {
    await new KeyRing({ store, masterKey }).checkMasterKey();
    return ok('master key', place);
  } catch (error) {
    if (error instanceof WrongMasterKeyError) return fail('master key', error.message, PUT_KEY_BACK);
    // The check would bind an empty key store to this master key, which a read-only store refuses.
    if (error instanceof StoreUnavailableError) return ok('master key', `${place}; it wraps no keys yet`);
    throw error;
  } finally {
    await store.close();
  }
}
