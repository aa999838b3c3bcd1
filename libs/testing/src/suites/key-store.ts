import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type KeyEntry, type KeyStore, StoreClosedError } from '@redress/eventing';

/** The functions an engine provides to run the contract suite. */
export interface KeyStoreHarness {
  /** An empty store. */
  open(): Promise<KeyStore>;
  /** Restarts: closes the store and opens its data again. Absent for an engine without persistence. */
  reopen?(store: KeyStore): Promise<KeyStore>;
  /** Removes everything that `open` created, closed or not. */
  destroy(): Promise<void>;
}

const subject = '7K3M9QXD41PC';
const firstInstant = '2026-11-02T08:00:00.000Z';
const laterInstant = '2026-11-03T08:00:00.000Z';

function wrappedKey(fill: number): Uint8Array {
  return new Uint8Array(60).fill(fill);
}

function present(wrapped: Uint8Array, of = subject): KeyEntry {
  return { subject: of, state: 'present', wrapped };
}

const destroyed: KeyEntry = { subject, state: 'destroyed', destroyedAt: firstInstant };

/** The contract of the key store port. */
export function keyStoreContract(name: string, harness: KeyStoreHarness): void {
  const afterRestart = harness.reopen === undefined ? it.skip : it;

  describe(`The key store on ${name}`, () => {
    let store: KeyStore;
    const entry = async () => (await store.get([subject])).get(subject);

    beforeEach(async () => {
      store = await harness.open();
    });
    afterEach(async () => {
      await store.close();
      await harness.destroy();
    });

    it('knows no key that was never put', async () => {
      expect(await store.get([subject])).toEqual(new Map());
      expect(await store.get([])).toEqual(new Map());
    });

    it('gives back a key byte by byte', async () => {
      const wrapped = Uint8Array.from({ length: 256 }, (_, index) => index);
      expect(await store.put(subject, wrapped)).toEqual(present(wrapped));
      expect(await entry()).toEqual(present(wrapped));
    });

    it('keeps the first key of a subject and answers it to whoever comes later', async () => {
      await store.put(subject, wrappedKey(1));
      expect(await store.put(subject, wrappedKey(2))).toEqual(present(wrappedKey(1)));
      expect(await entry()).toEqual(present(wrappedKey(1)));
    });

    it('lets one of many racing keys win, and answers that one to all', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, fill) => store.put(subject, wrappedKey(fill))));
      const stored = await entry();
      expect(answers.every((answer) => JSON.stringify(answer) === JSON.stringify(stored))).toBe(true);
    });

    it('does not change with the bytes of its caller', async () => {
      const wrapped = wrappedKey(1);
      const put = store.put(subject, wrapped);
      wrapped.fill(9);
      expect(await put).toEqual(present(wrappedKey(1)));
    });

    it('answers many subjects at once, leaving out the unknown', async () => {
      const subjects = Array.from({ length: 500 }, (_, index) => `SUBJECT${index}`);
      await Promise.all(subjects.map((one, index) => store.put(one, wrappedKey(index % 256))));
      const found = await store.get([...subjects, 'UNKNOWN']);
      expect(found.size).toBe(500);
      expect(found.get('SUBJECT300')).toEqual(present(wrappedKey(300 % 256), 'SUBJECT300'));
    });

    it('answers 1,000 subjects at once, and refuses one more', async () => {
      const subjects = Array.from({ length: 1_001 }, (_, index) => `SUBJECT${index}`);
      await store.put('SUBJECT999', wrappedKey(1));
      expect(await store.get(subjects.slice(0, -1))).toEqual(
        new Map([['SUBJECT999', present(wrappedKey(1), 'SUBJECT999')]]),
      );
      await expect(store.get(subjects)).rejects.toBeInstanceOf(RangeError);
    });

    it('keeps 1 to 4,096 bytes under a subject of 1 to 255 characters', async () => {
      for (const [one, bytes] of [
        ['a', 1],
        ['a'.repeat(255), 4_096],
      ] as const) {
        const wrapped = new Uint8Array(bytes).fill(7);
        expect(await store.put(one, wrapped)).toEqual(present(wrapped, one));
      }
      for (const [one, bytes] of [
        ['', 60],
        ['b'.repeat(256), 60],
        ['b\ud800', 60],
        ['b', 0],
        ['b', 4_097],
      ] as const) {
        await expect(store.put(one, new Uint8Array(bytes))).rejects.toBeInstanceOf(RangeError);
      }
      expect(await store.get(['b'])).toEqual(new Map());
    });

    it('leaves only the mark of a destroyed key', async () => {
      await store.put(subject, wrappedKey(1));
      await store.destroy(subject, firstInstant);
      expect(await entry()).toEqual(destroyed);
    });

    it('keeps the instant of the first destruction', async () => {
      await store.put(subject, wrappedKey(1));
      await store.destroy(subject, firstInstant);
      await store.destroy(subject, laterInstant);
      expect(await entry()).toEqual(destroyed);
    });

    it('marks a subject that never had a key, so that it never gets one', async () => {
      await store.destroy(subject, firstInstant);
      expect(await store.put(subject, wrappedKey(1))).toEqual(destroyed);
      expect(await entry()).toEqual(destroyed);
    });

    it('never revives a destroyed key, also not in a race', async () => {
      await store.put(subject, wrappedKey(1));
      await Promise.all([store.destroy(subject, firstInstant), store.put(subject, wrappedKey(2))]);
      expect(await store.put(subject, wrappedKey(3))).toEqual(destroyed);
    });

    it('destroys one key and no other', async () => {
      await store.put(subject, wrappedKey(1));
      await store.put('OTHER', wrappedKey(2));
      await store.destroy(subject, firstInstant);
      expect((await store.get(['OTHER'])).get('OTHER')).toEqual(present(wrappedKey(2), 'OTHER'));
    });

    it('finishes what was accepted when it is closed, and refuses what comes later', async () => {
      const accepted = store.put(subject, wrappedKey(1));
      const closed = store.close();
      await expect(store.put('LATE', wrappedKey(2))).rejects.toBeInstanceOf(StoreClosedError);
      expect(await accepted).toEqual(present(wrappedKey(1)));
      await closed;
      await expect(store.get([subject])).rejects.toBeInstanceOf(StoreClosedError);
      await expect(store.destroy(subject, firstInstant)).rejects.toBeInstanceOf(StoreClosedError);
    });

    afterRestart('keeps keys and marks for the next start', async () => {
      await store.put('KEPT', wrappedKey(1));
      await store.put(subject, wrappedKey(2));
      await store.destroy(subject, firstInstant);
      store = await harness.reopen!(store);
      expect(await store.get(['KEPT', subject])).toEqual(
        new Map([
          ['KEPT', present(wrappedKey(1), 'KEPT')],
          [subject, destroyed],
        ]),
      );
    });
  });
}
