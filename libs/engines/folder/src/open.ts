import { StoreUnavailableError, type AttachmentStore } from '@redress/eventing';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FolderAttachmentStore } from './folder-attachment-store.js';

export interface FolderAttachmentStoreOptions {
  readonly folder: string;
  /** Whether the folder is made when it is not there, for its owner alone. Default true. */
  readonly make?: boolean;
}

/** Opens a folder of files, each of them one content. Rejects with `StoreUnavailableError` when the folder cannot be made. */
export async function openFolderAttachmentStore({
  folder,
  make = true,
}: FolderAttachmentStoreOptions): Promise<AttachmentStore> {
  const root = resolve(folder);
  try {
    if (make) await mkdir(root, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreUnavailableError(`The folder ${root} of the attachments cannot be made.`, { cause });
  }
  return new FolderAttachmentStore(root);
}
