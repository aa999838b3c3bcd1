import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveKey, loadMasterKey } from './master-key.js';
import { MasterKeyError } from './sealing-errors.js';

describe('The master key', () => {
  let folder: string;
  const file = (): string => join(folder, 'master.key');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-master-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made on first start, for its owner alone, and is the same from then on', async () => {
    const made = await loadMasterKey({ file: file() });
    expect(made).toHaveLength(32);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await loadMasterKey({ file: file() })).toEqual(made);
    expect(await readdir(folder)).toEqual(['master.key']);
  });

  it('is one key when several processes start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadMasterKey({ file: file() })));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(await readdir(folder)).toEqual(['master.key']);
  });

  it('is taken when another process has made it, and used it, between the look at the file and the look at the keys', async () => {
    let made: Uint8Array | undefined;
    const mayMake = async (): Promise<boolean> => {
      made = await loadMasterKey({ file: file() });
      return false;
    };
    expect(await loadMasterKey({ file: file(), mayMake })).toEqual(made);
  });

  it('is not made anew in the place of one that was lost', async () => {
    const lost = loadMasterKey({ file: file(), mayMake: () => Promise.resolve(false) });
    await expect(lost).rejects.toThrow(/missing.*Restore it/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('comes from the setting when there is one, and then no file is made', async () => {
    const key = await loadMasterKey({ hex: 'ab'.repeat(32), file: file() });
    expect(key).toEqual(Buffer.alloc(32, 0xab));
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused when it is not 64 hexadecimal digits, without being shown', async () => {
    const hex = 'not-a-key-but-a-secret';
    await expect(loadMasterKey({ hex, file: file() })).rejects.toThrow(MasterKeyError);
    await expect(loadMasterKey({ hex, file: file() })).rejects.not.toThrow(hex);
    await writeFile(file(), 'abc', { mode: 0o600 });
    await expect(loadMasterKey({ file: file() })).rejects.toThrow(file());
  });

  it('is refused when others may read its file', async () => {
    await loadMasterKey({ file: file() });
    await chmod(file(), 0o640);
    await expect(loadMasterKey({ file: file() })).rejects.toThrow(`chmod 600 ${file()}`);
  });

  it('is never made anew over a file that cannot be used', async () => {
    await writeFile(file(), '', { mode: 0o600 });
    await expect(loadMasterKey({ file: file() })).rejects.toThrow(MasterKeyError);
    expect(await readFile(file(), 'utf8')).toBe('');
  });

  it('gives each purpose a key of its own, always the same', () => {
    const master = new Uint8Array(32).fill(3);
    expect(deriveKey(master, 'one')).toEqual(deriveKey(master, 'one'));
    expect(deriveKey(master, 'one')).not.toEqual(deriveKey(master, 'two'));
    expect(deriveKey(master, 'one', 64)).toHaveLength(64);
  });
});
