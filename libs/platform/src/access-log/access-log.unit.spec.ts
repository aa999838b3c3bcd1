import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '@redress/domain';
import { StoreUnavailableError, toActorId, type ViewCommit } from '@redress/eventing';
import { MemoryReadStore } from '@redress/testing';
import { Metrics } from '../service/operations/metrics.js';
import { readReference } from '../http/commands/command-meta.js';
import { ACCESSES, type Access, type AccessEntry } from './access-entry.js';
import { AccessLog, WAITING_MAX } from './access-log.js';

const ONE = readReference('7K3M9QXD41PD');
const HANA = { id: toActorId('hana'), role: 'handler' };
const SARA = { id: toActorId('sara'), role: 'supervisor' };
const read: Access = { kind: 'case', actor: HANA, reference: ONE };
const FIRST: Instant = '2026-11-02T09:00:00.000Z';
const AFTER_14_MINUTES: Instant = '2026-11-02T09:14:00.000Z';
const AFTER_15_MINUTES: Instant = '2026-11-02T09:15:00.000Z';

describe('The access log', () => {
  let store: MemoryReadStore;
  let now: Instant;
  let log: AccessLog;
  let isAway: boolean;
  beforeEach(() => {
    store = new MemoryReadStore();
    now = FIRST;
    isAway = false;
    const commit = store.commit.bind(store);
    store.commit = async (view: string, written: ViewCommit) => {
      if (isAway) throw new StoreUnavailableError('The store is away.');
      await commit(view, written);
    };
    log = new AccessLog(store, { now: () => now }, new Metrics());
  });
  afterEach(() => log.close());

  async function entries(): Promise<readonly AccessEntry[]> {
    await log.written();
    const documents = await Array.fromAsync(store.scan(ACCESSES.name));
    return documents
      .map(({ body }) => body as unknown as AccessEntry)
      .sort((one, other) => (one.firstAt < other.firstAt ? -1 : 1));
  }

  it('has one entry for what one person reads of one complaint in one way within a quarter of an hour', async () => {
    log.note(read);
    await log.written();
    now = AFTER_14_MINUTES;
    log.note(read);
    log.note(read);
    expect(await entries()).toEqual([{ ...read, firstAt: FIRST, lastAt: AFTER_14_MINUTES, count: 3 }]);
    now = AFTER_15_MINUTES;
    log.note(read);
    expect(await entries()).toEqual([
      { ...read, firstAt: FIRST, lastAt: AFTER_14_MINUTES, count: 3 },
      { ...read, firstAt: AFTER_15_MINUTES, lastAt: AFTER_15_MINUTES, count: 1 },
    ]);
  });

  it('tells people, ways and complaints apart', async () => {
    const others: readonly Access[] = [
      { ...read, actor: SARA },
      { ...read, kind: 'history' },
      { ...read, kind: 'access-log', reference: null },
    ];
    for (const access of [read, ...others]) log.note(access);
    const found = await entries();
    expect(found).toHaveLength(4);
    expect(found).toEqual(
      expect.arrayContaining(others.map((other) => expect.objectContaining({ ...other, count: 1 }))),
    );
  });

  it('begins another entry where the clock was set back', async () => {
    now = AFTER_15_MINUTES;
    log.note(read);
    now = FIRST;
    log.note(read);
    expect((await entries()).map(({ firstAt, count }) => [firstAt, count])).toEqual([
      [FIRST, 1],
      [AFTER_15_MINUTES, 1],
    ]);
  });

  it('keeps what it could not store, and counts nothing twice that the store had taken before it failed', async () => {
    isAway = true;
    log.note(read);
    await expect(log.written()).rejects.toBeInstanceOf(StoreUnavailableError);
    log.note(read);
    isAway = false;
    expect(await entries()).toEqual([{ ...read, firstAt: FIRST, lastAt: FIRST, count: 2 }]);
    const commit = store.commit.bind(store);
    store.commit = async (view: string, written: ViewCommit) => {
      store.commit = commit;
      await commit(view, written);
      throw new StoreUnavailableError('The answer was lost.');
    };
    log.note(read);
    await expect(log.written()).rejects.toBeInstanceOf(StoreUnavailableError);
    log.note(read);
    expect(await entries()).toEqual([{ ...read, firstAt: FIRST, lastAt: FIRST, count: 4 }]);
  });

  it('writes entries again as a whole where the store was restored meanwhile', async () => {
    log.note(read);
    const [lost] = await entries();
    expect(lost?.count).toBe(1);
    const ids = (await Array.fromAsync(store.scan(ACCESSES.name))).map(({ id }) => id);
    await store.remove(ACCESSES.name, ids);
    log.note(read);
    expect(await entries()).toEqual([{ ...read, firstAt: FIRST, lastAt: FIRST, count: 2 }]);
  });

  it('refuses further reads once too many wait, and admits them when those are stored', async () => {
    isAway = true;
    for (let person = 0; person < WAITING_MAX; person += 1) {
      log.requireRoom();
      log.note({ ...read, actor: { ...HANA, id: toActorId(`hana-${person}`) } });
    }
    expect(() => log.requireRoom()).toThrow(expect.objectContaining({ code: 'access-log-full' }));
    await expect(log.written()).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(() => log.requireRoom()).toThrow(expect.objectContaining({ code: 'access-log-full' }));
    isAway = false;
    expect(await entries()).toHaveLength(WAITING_MAX);
    expect(() => log.requireRoom()).not.toThrow();
  });

  it('stores what waits when the process stops', async () => {
    log.note(read);
    await log.close();
    expect(await Array.fromAsync(store.scan(ACCESSES.name))).toHaveLength(1);
  });

  it('writes by itself within a few seconds', async () => {
    await log.define();
    log.note(read);
    const stored = async (): Promise<number> => (await Array.fromAsync(store.scan(ACCESSES.name))).length;
    for (let tries = 0; tries < 100 && (await stored()) === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await stored()).toBe(1);
  });
});
