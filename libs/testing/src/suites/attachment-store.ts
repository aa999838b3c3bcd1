import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type AttachmentKey, type AttachmentStore, StoreClosedError } from '@redress/eventing';

/** The functions an engine provides to run the contract suite. */
export interface AttachmentStoreHarness {
  /** An empty store. */
  open(): Promise<AttachmentStore>;
  /** Restarts: closes the store and opens its data again. Absent for an engine without persistence. */
  reopen?(store: AttachmentStore): Promise<AttachmentStore>;
  /** Removes everything that `open` created, closed or not. */
  destroy(): Promise<void>;
}

const KEY = { subject: '7K3M9QXD41PD', name: 'a1'.repeat(16) };
const content = (fill: number, length = 1_000) => new Uint8Array(length).fill(fill);
const LARGE_BYTES = 11_000_000;
const secondOf = (instant_ms: number) => Math.floor(instant_ms / 1_000);

/** The contract of the attachment store port. */
export function attachmentStoreContract(name: string, harness: AttachmentStoreHarness): void {
  const afterRestart = harness.reopen === undefined ? it.skip : it;

  describe(`The attachment store on ${name}`, () => {
    let store: AttachmentStore;
    const stored = async (key = KEY): Promise<Buffer | undefined> => {
      const bytes = await store.get(key);
      return bytes && Buffer.from(bytes);
    };
    beforeEach(async () => {
      store = await harness.open();
    });
    afterEach(async () => {
      await store.close();
      await harness.destroy();
    });

    it('has nothing that was never put', async () => {
      expect(await store.get(KEY)).toBeUndefined();
    });

    it('gives a content back byte by byte, the empty one too', async () => {
      const everyByte = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
      await store.put(KEY, everyByte);
      expect((await stored())?.equals(everyByte)).toBe(true);
      await store.put({ ...KEY, name: 'empty' }, new Uint8Array(0));
      expect((await stored({ ...KEY, name: 'empty' }))?.length).toBe(0);
    });

    it('gives back one as large as any that is allowed by default', async () => {
      const large = content(7, LARGE_BYTES);
      await store.put(KEY, large);
      expect((await stored())?.equals(large)).toBe(true);
    });

    it('keeps the contents of one subject apart, and those of different subjects', async () => {
      const keys = [KEY, { ...KEY, name: 'b' }, { ...KEY, subject: '12345678901232' }];
      await Promise.all(keys.map((key, index) => store.put(key, content(index))));
      for (const [index, key] of keys.entries()) expect((await stored(key))?.equals(content(index))).toBe(true);
    });

    it('replaces a content by a later one under the same name', async () => {
      await store.put(KEY, content(1, 5_000));
      await store.put(KEY, content(2, 10));
      expect((await stored())?.equals(content(2, 10))).toBe(true);
    });

    it('shows one of many racing contents, whole', async () => {
      await Promise.all(Array.from({ length: 20 }, (_, fill) => store.put(KEY, content(fill, 50_000))));
      const bytes = await stored();
      expect(bytes?.length).toBe(50_000);
      expect(new Set(bytes).size).toBe(1);
    });

    it('lists every content with its size and when it was put, those of one subject together', async () => {
      const subjects = ['7K3M9QXD41PD', '12345678901232', 'ABCDEFGHJKMN'];
      const keys = subjects.flatMap((subject) => ['a', 'b', 'c'].map((name) => ({ subject, name })));
      const begun = secondOf(Date.now());
      // Put alternately, so that they are not adjacent by chance.
      const inTurns = keys.toSorted((one, other) => (one.name < other.name ? -1 : 1));
      for (const [index, key] of inTurns.entries()) await store.put(key, content(1, index));
      const listed = await Array.fromAsync(store.list());
      const pathOf = (key: AttachmentKey) => `${key.subject}/${key.name}`;
      expect(listed.map(pathOf).sort()).toEqual(keys.map(pathOf).sort());
      const turns = listed.filter(({ subject }, index) => subject !== listed[index - 1]?.subject);
      expect(turns).toHaveLength(subjects.length);
      for (const { storedAt, bytes, ...key } of listed) {
        expect(bytes).toBe(inTurns.findIndex((one) => pathOf(one) === pathOf(key)));
        expect(new Date(storedAt).toISOString()).toBe(storedAt);
        expect(secondOf(Date.parse(storedAt))).toBeGreaterThanOrEqual(begun);
      }
    });

    it('lists nothing when there is nothing, and a content that was replaced once, as it is now', async () => {
      expect(await Array.fromAsync(store.list())).toEqual([]);
      await store.put(KEY, content(1, 5_000));
      await store.put(KEY, content(2, 10));
      expect(await Array.fromAsync(store.list())).toMatchObject([{ ...KEY, bytes: 10 }]);
    });

    it('removes one content and no other, as often as it is told, and takes it again', async () => {
      const other = { ...KEY, name: 'b' };
      await store.put(KEY, content(1));
      await store.put(other, content(2));
      await store.remove(KEY);
      await store.remove(KEY);
      await store.remove({ subject: 'ABCDEFGHJKMN', name: 'never-put' });
      expect([await stored(), (await stored(other))?.equals(content(2))]).toEqual([undefined, true]);
      expect(await Array.fromAsync(store.list())).toMatchObject([other]);
      await store.put(KEY, content(3));
      expect((await stored())?.equals(content(3))).toBe(true);
    });

    it('may lose contents that were listed already while it lists the others', async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e']) await store.put({ ...KEY, name }, content(1));
      const seen: string[] = [];
      for await (const { subject, name } of store.list()) {
        seen.push(name);
        await store.remove({ subject, name });
      }
      expect(seen.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(await Array.fromAsync(store.list())).toEqual([]);
    });

    it('takes no name that could lead elsewhere', async () => {
      for (const part of ['', '.', '..', 'a/b', 'a\\b', 'a%2fb', 'a.b', 'a'.repeat(65), 'ا', 'a\u0000']) {
        await expect(async () => store.put({ ...KEY, name: part }, content(1))).rejects.toThrow(RangeError);
        await expect(async () => store.get({ ...KEY, subject: part })).rejects.toThrow(RangeError);
        await expect(async () => store.remove({ ...KEY, name: part })).rejects.toThrow(RangeError);
      }
    });

    afterRestart('has all of it after a restart', async () => {
      await store.put(KEY, content(3));
      store = await harness.reopen!(store);
      expect((await stored())?.equals(content(3))).toBe(true);
    });

    it('can be asked whether it works', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });

    it('says so when it was closed, however often', async () => {
      await store.close();
      await store.close();
      await expect(async () => store.put(KEY, content(1))).rejects.toThrow(StoreClosedError);
      await expect(async () => store.get(KEY)).rejects.toThrow(StoreClosedError);
      await expect(async () => store.remove(KEY)).rejects.toThrow(StoreClosedError);
      await expect(async () => Array.fromAsync(store.list())).rejects.toThrow(StoreClosedError);
    });
  });
}
