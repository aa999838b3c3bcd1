import { describe, expect, it } from '@jest/globals';
import { KeyRing, type KeyRingOptions } from './key-ring.js';
import { FakeKeyStore, MASTER_KEY } from './letters.fixture.spec.js';
import { KeyDestroyedError, KeyMissingError, WrongMasterKeyError } from './sealing-errors.js';

const AT = '2027-01-01T00:00:00.000Z';

function ringOn(store: FakeKeyStore, change: Partial<KeyRingOptions> = {}): KeyRing {
  return new KeyRing({ store, masterKey: MASTER_KEY, ...change });
}

describe('The key ring', () => {
  it('answers a key only when the store has it', async () => {
    const store = new FakeKeyStore();
    const stored = Promise.withResolvers<void>();
    let isAnswered = false;
    const put = store.put.bind(store);
    store.put = async (subject, wrapped) => {
      if (subject === 'S1') await stored.promise;
      return put(subject, wrapped);
    };
    const answer = ringOn(store)
      .forSealing('S1')
      .then((key) => {
        isAnswered = true;
        return key;
      });
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(isAnswered).toBe(false);
    stored.resolve();
    expect(await answer).toHaveLength(32);
  });

  it('never stores a key as it is', async () => {
    const store = new FakeKeyStore();
    const key = await ringOn(store).forSealing('S1');
    const entry = store.entries.get('S1');
    const wrapped = entry?.state === 'present' ? Buffer.from(entry.wrapped) : Buffer.alloc(0);
    expect([wrapped.length, wrapped.includes(key)]).toEqual([61, false]);
  });

  it('gives every ring over one store the same key, and every subject its own', async () => {
    const store = new FakeKeyStore();
    const [one, other] = [ringOn(store), ringOn(store)];
    const [first, again, another] = await Promise.all([
      one.forSealing('S1'),
      other.forSealing('S1'),
      one.forSealing('S2'),
    ]);
    expect(again).toEqual(first);
    expect(another).not.toEqual(first);
    expect((await other.forOpening(['S2'])).get('S2')).toEqual(another);
  });

  it('asks the store side by side for different subjects, and once for one', async () => {
    const store = new FakeKeyStore();
    const ring = ringOn(store);
    await ring.checkMasterKey();
    store.puts = 0;
    const put = store.put.bind(store);
    const all = Promise.withResolvers<void>();
    store.put = async (...entry) => {
      const answer = await put(...entry);
      // Answers only once all three have asked: a ring that serialized its callers would hang here.
      if (store.puts === 3) all.resolve();
      await all.promise;
      return answer;
    };
    await Promise.all(['S1', 'S2', 'S3', 'S1', 'S2'].map((subject) => ring.forSealing(subject)));
    expect(store.puts).toBe(3);
  });

  it('tells destroyed, unknown and present subjects apart', async () => {
    const store = new FakeKeyStore();
    const ring = ringOn(store);
    const key = await ring.forSealing('S1');
    await ring.forSealing('S2');
    await ring.destroy('S2', AT);
    expect(await ringOn(store).forOpening(['S1', 'S2', 'S3'])).toEqual(
      new Map<string, unknown>([
        ['S1', key],
        ['S2', 'destroyed'],
        ['S3', 'unknown'],
      ]),
    );
  });

  it('makes no new key for a subject whose key was destroyed', async () => {
    const store = new FakeKeyStore();
    await ringOn(store).destroy('S1', AT);
    await expect(ringOn(store).forSealing('S1')).rejects.toThrow(KeyDestroyedError);
  });

  it('forgets a destroyed key at once', async () => {
    const ring = ringOn(new FakeKeyStore());
    await ring.forSealing('S1');
    await ring.destroy('S1', AT);
    await expect(ring.forSealing('S1')).rejects.toThrow(KeyDestroyedError);
    expect((await ring.forOpening(['S1'])).get('S1')).toBe('destroyed');
  });

  it('does not remember a key that was destroyed while it was being read', async () => {
    const store = new FakeKeyStore();
    await ringOn(store).forSealing('S1');
    const ring = ringOn(store);
    const get = store.get.bind(store);
    store.get = async (subjects) => {
      const entries = await get(subjects);
      store.get = get;
      await ring.destroy('S1', AT);
      return entries;
    };
    await ring.forOpening(['S1']);
    expect((await ring.forOpening(['S1'])).get('S1')).toBe('destroyed');
  });

  it('keeps a doubted key no longer, so that another process’s destruction counts at once, whichever is seen first', async () => {
    const store = new FakeKeyStore();
    const [ring, elsewhere] = [ringOn(store), ringOn(store)];
    const key = await ring.forSealing('S1');
    await ring.forSealing('S2');
    ring.doubt('S1');
    expect((await ring.forOpening(['S1'])).get('S1')).toEqual(key);
    expect(await ring.forSealing('S1')).toEqual(key);
    await elsewhere.destroy('S1', AT);
    expect((await ring.forOpening(['S1', 'S2'])).get('S1')).toBe('destroyed');
    await expect(ring.forSealing('S1')).rejects.toThrow(KeyDestroyedError);
    // Doubted again by a redelivery, it stays destroyed without asking.
    ring.doubt('S1');
    store.entries.clear();
    expect((await ring.forOpening(['S1'])).get('S1')).toBe('destroyed');
  });

  it('says when keys were destroyed, and nothing of the others', async () => {
    const store = new FakeKeyStore();
    const ring = ringOn(store);
    await ring.forSealing('S1');
    await ring.destroy('S2', AT);
    expect([...(await ring.destroyedAt(['S1', 'S2', 'S3']))]).toEqual([['S2', AT]]);
  });

  it('notices within its time that another process destroyed a key', async () => {
    const store = new FakeKeyStore();
    let now_ms = 0;
    const ring = ringOn(store, { cacheAge_ms: 1_000, monotonic_ms: () => now_ms });
    await ring.forSealing('S1');
    await ringOn(store).destroy('S1', AT);
    now_ms = 1_001;
    expect((await ring.forOpening(['S1'])).get('S1')).toBe('destroyed');
  });

  it('holds no more keys than it may', async () => {
    const store = new FakeKeyStore();
    const ring = ringOn(store, { cacheEntries: 2 });
    for (const subject of ['S1', 'S2', 'S3']) await ring.forSealing(subject);
    store.gets = 0;
    await ring.forOpening(['S2', 'S3']);
    expect(store.gets).toBe(0);
    await ring.forOpening(['S1']);
    expect(store.gets).toBe(1);
  });

  it('asks for at most a thousand subjects at once', async () => {
    const store = new FakeKeyStore();
    await ringOn(store).forOpening(Array.from({ length: 2_500 }, (_, index) => `S${index}`));
    expect(store.gets).toBe(3);
  });

  it('asks again after the store was away', async () => {
    const store = new FakeKeyStore();
    const put = store.put.bind(store);
    store.put = () => Promise.reject(new Error('away'));
    const ring = ringOn(store);
    await expect(ring.forSealing('S1')).rejects.toThrow('away');
    store.put = put;
    expect(await ring.forSealing('S1')).toHaveLength(32);
  });
});

describe('A wrong master key', () => {
  const another = new Uint8Array(32).fill(2);

  it('opens nothing', async () => {
    const store = new FakeKeyStore();
    await ringOn(store).forSealing('S1');
    await expect(ringOn(store, { masterKey: another }).forOpening(['S1'])).rejects.toThrow(WrongMasterKeyError);
  });

  it('makes no keys among those of the right one', async () => {
    const store = new FakeKeyStore();
    await ringOn(store).forSealing('S1');
    const wrong = ringOn(store, { masterKey: another });
    await expect(wrong.checkMasterKey()).rejects.toThrow(WrongMasterKeyError);
    await expect(wrong.forSealing('S2')).rejects.toThrow(WrongMasterKeyError);
    expect(store.entries.has('S2')).toBe(false);
  });

  it('is what a key taken from another subject looks like', async () => {
    const store = new FakeKeyStore();
    await ringOn(store).forSealing('S1');
    const entry = store.entries.get('S1');
    if (entry?.state === 'present') store.entries.set('S2', { ...entry, subject: 'S2' });
    await expect(ringOn(store).forOpening(['S2'])).rejects.toThrow(WrongMasterKeyError);
  });
});

describe('A key that is missing', () => {
  const lostFrom = async (store: FakeKeyStore, ...subjects: readonly string[]) => {
    for (const subject of subjects) await ringOn(store).forSealing(subject);
    const lost = subjects.map((subject) => [subject, store.entries.get(subject)!] as const);
    for (const subject of subjects) store.entries.delete(subject);
    return () => {
      for (const [subject, entry] of lost) store.entries.set(subject, entry);
    };
  };

  it('is not made anew, since what it sealed would be lost with it, and is used when it is there again', async () => {
    const store = new FakeKeyStore();
    const original = await ringOn(store).forSealing('S1');
    const bringBack = await lostFrom(store, 'S1');
    const ring = ringOn(store);
    expect((await ring.forOpening(['S1'])).get('S1')).toBe('unknown');
    await expect(ring.forSealing('S1')).rejects.toThrow(KeyMissingError);
    await expect(ring.forSealing('S1/message')).rejects.toThrow(KeyMissingError);
    expect(store.entries.has('S1')).toBe(false);
    bringBack();
    expect(await ring.forSealing('S1')).toEqual(original);
  });

  it('is told when it is wanted, and when it is found, by whose it is', async () => {
    const store = new FakeKeyStore();
    const bringBack = await lostFrom(store, 'S1/message');
    const told: string[] = [];
    const ring = ringOn(store, {
      onMissing: (person) => told.push(`missing ${person}`),
      onFound: (person) => told.push(`found ${person}`),
    });
    await ringOn(store).forSealing('S2');
    await ring.forOpening(['S1/message', 'S2']);
    expect(told).toEqual(['missing S1']);
    bringBack();
    await ring.forOpening(['S1/message', 'S2']);
    expect(told).toEqual(['missing S1', 'found S1']);
  });

  it('is no message’s whose person was erased', async () => {
    const store = new FakeKeyStore();
    await lostFrom(store, 'S1/message');
    await store.destroy('S1', AT);
    const told: string[] = [];
    const ring = ringOn(store, { onMissing: (person) => told.push(person) });
    expect((await ring.forOpening(['S1/message'])).get('S1/message')).toBe('destroyed');
    expect(told).toEqual([]);
  });
});
