import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { EventStore, KeyStore, ReadStore } from '@redress/eventing';
import { engineFaultsOf, type RedressConfig } from '@redress/platform';
import { embeddedFile, openEvents, openKeys, openViewsAndLease, placeOf } from '../session.js';
import { fail, type Finding, ok } from '@redress/standalone';

/** The stores of a system, as far as they exist and open. Each is opened once for all checks. */
export interface OpenedStores {
  readonly events?: EventStore;
  readonly keys?: KeyStore;
  /** The views of every service, with the lease of the relay where there is one. */
  readonly views?: ReadStore;
}

/** Opens the stores and reports on each; a file must pass SQLite's quick check, which reads every page once. Creates nothing. */
export async function withOpenedStores(
  config: RedressConfig,
  examine: (stores: OpenedStores) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const faults = await engineFaultsOf(config);
  if (faults.length > 0) {
    const findings = faults.map(({ variable, problem, example }) =>
      fail('settings', `${variable} ${problem}`, `For example ${variable}=${example}`),
    );
    return [...findings, ...(await examine({}))];
  }
  const events = await attempt({
    name: 'event store',
    url: config.eventStore,
    remedy: 'Restore it from a backup.',
    open: () => openEvents(config),
  });
  const keys = await attempt({
    name: 'key store',
    url: config.keyStore,
    remedy: 'Restore it from its own backup: without keys, personal data is lost.',
    open: () => openKeys(config),
  });
  const views = await attempt({
    name: 'read store',
    url: config.readStore,
    remedy: 'Stop the server and delete it: it is rebuilt from the events.',
    open: () => openViewsAndLease(config),
  });
  try {
    const stores = {
      ...(events.store && { events: events.store }),
      ...(keys.store && { keys: keys.store }),
      ...(views.store && { views: views.store }),
    };
    return [events.finding, keys.finding, views.finding, ...(await examine(stores))];
  } finally {
    for (const { store } of [views, keys, events]) await store?.close();
  }
}

interface Attempt<Store> {
  readonly name: string;
  readonly url: string;
  readonly remedy: string;
  readonly open: () => Promise<Store>;
}

interface Attempted<Store> {
  readonly finding: Finding;
  /** Absent for a store that is missing, unreachable or damaged. */
  readonly store?: Store;
}

async function attempt<Store extends { close(): Promise<void> }>({
  name,
  url,
  remedy,
  open,
}: Attempt<Store>): Promise<Attempted<Store>> {
  const file = embeddedFile(url);
  if (file !== undefined && !existsSync(file))
    return { finding: ok(name, `${file} does not exist yet; it is created at the first start.`) };
  // Before the store is opened: two copies of SQLite in one process would release each other's locks.
  const damage = file === undefined ? undefined : quickCheck(file);
  try {
    const store = await open();
    if (damage === undefined) return { finding: ok(name, placeOf(url)), store };
    await store.close();
    return { finding: fail(name, `${placeOf(url)} is damaged: ${damage}`, remedy) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { finding: fail(name, detail, file === undefined ? 'Start it, or change its setting.' : remedy) };
  }
}

/** Returns undefined for a sound file. */
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
