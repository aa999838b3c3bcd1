import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailableError } from '@redress/eventing';
import { attachmentStoreContract, ScratchFolder } from '@redress/testing';
import { chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { openFolderAttachmentStore } from './folder-attachment-store.js';

const KEY = { subject: '7K3M9QXD41PD', name: 'a'.repeat(32) };

let folder: ScratchFolder | undefined;
const open = () => openFolderAttachmentStore({ folder: folder!.file('attachments') });

attachmentStoreContract('a folder', {
  open: () => {
    folder = new ScratchFolder();
    return open();
  },
  reopen: async (store) => {
    await store.close();
    return open();
  },
  destroy: async () => folder?.remove(),
});

describe('The files of the attachment store in a folder', () => {
  beforeEach(() => {
    folder = new ScratchFolder();
  });
  afterEach(() => folder?.remove());

  it('are for their owner alone, and nothing half-written stays beside them', async () => {
    const store = await open();
    await Promise.all(Array.from({ length: 10 }, (_, fill) => store.put(KEY, new Uint8Array(1_000).fill(fill))));
    const root = folder!.file('attachments');
    expect(readdirSync(`${root}/${KEY.subject}`)).toEqual([KEY.name]);
    expect([root, `${root}/${KEY.subject}`].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
    expect(statSync(`${root}/${KEY.subject}/${KEY.name}`).mode & 0o777).toBe(0o600);
  });

  it('are listed without what lies between them: halves that a killed process left, and files of others', async () => {
    const store = await open();
    await store.put(KEY, new Uint8Array(3));
    const root = folder!.file('attachments');
    writeFileSync(`${root}/${KEY.subject}/${KEY.name}.0.part`, 'half');
    writeFileSync(`${root}/SHA256SUMS`, 'a list');
    expect(await Array.fromAsync(store.list())).toMatchObject([{ ...KEY, bytes: 3 }]);
  });

  it('are looked for where they are, without making a folder, when that is asked', async () => {
    const elsewhere = folder!.file('elsewhere');
    const store = await openFolderAttachmentStore({ folder: elsewhere, make: false });
    await expect(store.check()).rejects.toThrow(StoreUnavailableError);
    expect(existsSync(elsewhere)).toBe(false);
  });

  it('say that they are out of reach when their folder is gone or is none, and never that there is nothing', async () => {
    const store = await open();
    const root = folder!.file('attachments');
    rmSync(root, { recursive: true });
    await expect(store.check()).rejects.toThrow(StoreUnavailableError);
    writeFileSync(root, 'a file');
    await expect(store.put(KEY, new Uint8Array(1))).rejects.toThrow(StoreUnavailableError);
    await expect(store.get(KEY)).rejects.toThrow(StoreUnavailableError);
    await expect(store.remove(KEY)).rejects.toThrow(StoreUnavailableError);
    await expect(Array.fromAsync(store.list())).rejects.toThrow(StoreUnavailableError);
    await expect(open()).rejects.toThrow(StoreUnavailableError);
    chmodSync(root, 0o600);
  });
});
