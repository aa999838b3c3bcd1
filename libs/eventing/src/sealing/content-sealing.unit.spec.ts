import { beforeEach, describe, expect, it } from '@jest/globals';
import { ContentBrokenError, ContentSealing, contentSubject } from './content-sealing.js';
import { encrypt } from './encryption.js';
import { KeyRing } from './key-ring.js';
import { FakeKeyStore } from './letters.fixture.spec.js';
import { KeyDestroyedError, KeyMissingError } from './sealing-errors.js';

const KEY = { subject: '7K3M9QXD41PD', name: 'a'.repeat(32) };
const CONTENT = Buffer.from('%PDF-1.7 the statement of somebody');

describe('A sealed content', () => {
  let keys: KeyRing;
  let sealing: ContentSealing;
  beforeEach(() => {
    keys = new KeyRing({ store: new FakeKeyStore(), masterKey: new Uint8Array(32).fill(7) });
    sealing = new ContentSealing(keys);
  });

  it('opens as it was, and shows nothing of it closed', async () => {
    for (const content of [CONTENT, new Uint8Array(0), new Uint8Array(100_000).fill(1)]) {
      const sealed = await sealing.seal(KEY, content);
      expect(Buffer.from(sealed).includes('statement')).toBe(false);
      expect(Buffer.from((await sealing.open(KEY, sealed)) as Uint8Array).equals(content)).toBe(true);
    }
  });

  it('is never sealed twice alike', async () => {
    const [one, other] = [await sealing.seal(KEY, CONTENT), await sealing.seal(KEY, CONTENT)];
    expect(Buffer.from(one).equals(other)).toBe(false);
  });

  it('does not open when any of its bytes is another, is missing, or is too many', async () => {
    const sealed = await sealing.seal(KEY, CONTENT);
    const altered = Array.from({ length: sealed.length }, (_, at) =>
      sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)),
    );
    const cut = [sealed.subarray(0, 20), sealed.subarray(0, -1), Uint8Array.of(...sealed, 0), new Uint8Array(0)];
    for (const broken of [...altered, ...cut]) {
      await expect(sealing.open(KEY, broken)).rejects.toThrow(ContentBrokenError);
    }
  });

  it('does not open as another file of the same person, nor as one of another', async () => {
    const sealed = await sealing.seal(KEY, CONTENT);
    for (const other of [
      { ...KEY, name: 'b'.repeat(32) },
      { ...KEY, subject: 'OTHER' },
    ]) {
      await sealing.seal(other, CONTENT);
      await expect(sealing.open(other, sealed)).rejects.toThrow(ContentBrokenError);
    }
  });

  it('is erased with its person, for whom nothing is sealed any more', async () => {
    const sealed = await sealing.seal(KEY, CONTENT);
    await keys.destroy(KEY.subject, '2026-11-10T12:00:00.000Z');
    expect(await sealing.open(KEY, sealed)).toEqual({ erased: true });
    await expect(sealing.seal(KEY, CONTENT)).rejects.toThrow(KeyDestroyedError);
  });

  it('is erased alone, and not sealed again, once its own key is destroyed', async () => {
    const other = { ...KEY, name: 'b'.repeat(32) };
    const [sealed, kept] = [await sealing.seal(KEY, CONTENT), await sealing.seal(other, CONTENT)];
    await keys.destroy(contentSubject(KEY), '2026-11-10T12:00:00.000Z');
    expect(await sealing.open(KEY, sealed)).toEqual({ erased: true });
    expect(Buffer.from((await sealing.open(other, kept)) as Uint8Array).equals(CONTENT)).toBe(true);
    await expect(sealing.seal(KEY, CONTENT)).rejects.toThrow(KeyDestroyedError);
  });

  /** The content as it was sealed before contents had keys of their own. */
  const sealedOfOld = async () => {
    const bound = Buffer.from(JSON.stringify(['content', KEY.subject, KEY.name]));
    const { iv, tag, ciphertext } = encrypt(await keys.forSealing(KEY.subject), CONTENT, bound);
    return Buffer.concat([Uint8Array.of(1), iv, tag, ciphertext]);
  };

  it('opens under its person’s key if it was sealed before contents had their own, until it is redacted', async () => {
    const sealed = await sealedOfOld();
    expect(Buffer.from((await sealing.open(KEY, sealed)) as Uint8Array).equals(CONTENT)).toBe(true);
    await keys.destroy(contentSubject(KEY), '2026-11-10T12:00:00.000Z');
    expect(await sealing.open(KEY, sealed)).toEqual({ erased: true });
  });

  it('of old is erased with its person', async () => {
    const sealed = await sealedOfOld();
    await keys.destroy(KEY.subject, '2026-11-10T12:00:00.000Z');
    expect(await sealing.open(KEY, sealed)).toEqual({ erased: true });
  });

  it('of somebody unknown says that the key store is another', async () => {
    await expect(sealing.open(KEY, CONTENT)).rejects.toThrow(KeyMissingError);
  });
});
