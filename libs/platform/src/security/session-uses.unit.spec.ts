import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { epochMsOf, instantOf } from '@redress/domain';
import type { ViewCommit, ViewDocument } from '@redress/eventing';
import { MemoryReadStore } from '@redress/testing';
import { SESSION_USE_MS, SESSION_USES, SessionUses } from './session-uses.js';

Logger.overrideLogger(false);

const NOW_MS = epochMsOf('2026-11-02T08:00:00.000Z');
const SECOND_MS = 1_000;
const [LAPTOP, PHONE] = [{ id: 'laptop' }, { id: 'phone' }];

/** Counts reads and writes, and is away when a spec says so. */
class CountingStore extends MemoryReadStore {
  reads = 0;
  writes = 0;
  isAway = false;

  override async get(view: string, id: string, generation?: number): Promise<ViewDocument | undefined> {
    this.reads += 1;
    return super.get(view, id, generation);
  }

  override async commit(view: string, effect: ViewCommit): Promise<void> {
    if (this.isAway) throw new Error('away');
    this.writes += 1;
    await super.commit(view, effect);
  }
}

describe('The last use of sessions', () => {
  let store: CountingStore;
  let uses: SessionUses;
  beforeEach(() => {
    store = new CountingStore();
    uses = new SessionUses(store);
  });
  const used = async (sinceMs: number, by = uses, session = LAPTOP.id, lasting = [LAPTOP, PHONE]): Promise<void> => {
    by.note('adam', session, lasting, NOW_MS + sinceMs);
    await by.close();
  };
  const known = async (): Promise<object> => Object.fromEntries(await new SessionUses(store).of('adam'));

  it('is noted, and again after five minutes and not before', async () => {
    await used(0);
    const { reads } = store;
    for (let since = 0; since < SESSION_USE_MS; since += 30 * SECOND_MS) await used(since);
    // Between two notes, a request costs nothing.
    expect(store.reads).toBe(reads);
    expect([store.writes, await known()]).toEqual([1, { laptop: instantOf(NOW_MS) }]);
    await used(SESSION_USE_MS);
    expect([store.writes, await known()]).toEqual([2, { laptop: instantOf(NOW_MS + SESSION_USE_MS) }]);
  });

  it('is noted once by all processes together, and never set back', async () => {
    await used(0);
    await used(SECOND_MS, new SessionUses(store));
    await used(-SECOND_MS, new SessionUses(store));
    expect([store.writes, await known()]).toEqual([1, { laptop: instantOf(NOW_MS) }]);
  });

  it('is known for each session of a person, and forgotten with it', async () => {
    await used(0);
    await used(SECOND_MS, uses, PHONE.id);
    expect(Object.keys(await known())).toEqual(['laptop', 'phone']);
    await uses.keepOnly('adam', [PHONE]);
    expect(await known()).toEqual({ phone: instantOf(NOW_MS + SECOND_MS) });
    await uses.forget(['adam']);
    expect(await Array.fromAsync(store.scan(SESSION_USES.name))).toEqual([]);
  });

  it('of a session that has ended goes with the next use of another', async () => {
    await used(0);
    await used(SECOND_MS, uses, PHONE.id, [PHONE]);
    expect(Object.keys(await known())).toEqual(['phone']);
  });

  it('is noted with a later use where it could not be stored, and disturbs nobody', async () => {
    store.isAway = true;
    await used(0);
    store.isAway = false;
    expect(await known()).toEqual({});
    await used(SECOND_MS);
    expect(await known()).toEqual({ laptop: instantOf(NOW_MS + SECOND_MS) });
  });
});
