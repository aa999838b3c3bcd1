import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, opendir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  attachmentAt,
  type AttachmentKey,
  attachmentPath,
  type AttachmentStore,
  StoreClosedError,
  type StoredAttachment,
  StoreUnavailableError,
  toInstant,
} from '@redress/eventing';

export interface FolderAttachmentStoreOptions {
  readonly folder: string;
  /** Whether to create a missing folder, for its owner alone. Default true. */
  readonly make?: boolean;
}

/** Opens a folder of files, one per content. Rejects with `StoreUnavailableError` when the folder cannot be created. */
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

/**
 * Contents as files, `<folder>/<subject>/<name>`, readable only by their owner. Several processes may share the folder. A file left
 * half-written by a killed process ends in `.part`, is never read, and may be deleted.
 */
class FolderAttachmentStore implements AttachmentStore {
  private isClosed = false;

  constructor(private readonly root: string) {}

  /** Writes under another name, flushes, renames, and flushes the folders: a crash leaves all of it or nothing. */
  async put(key: AttachmentKey, content: Uint8Array): Promise<void> {
    const file = this.fileOf(key);
    const folder = dirname(file);
    const part = `${file}.${randomUUID()}.part`;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(part, content, { mode: 0o600, flag: 'wx', flush: true });
      await rename(part, file);
      await flushFolder(folder);
      await flushFolder(this.root);
    } catch (cause) {
      await rm(part, { force: true }).catch(() => undefined);
      throw unavailable(cause);
    }
  }

  async get(key: AttachmentKey): Promise<Uint8Array | undefined> {
    const file = this.fileOf(key);
    try {
      return await readFile(file);
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw unavailable(cause);
    }
  }

  /** Reads folders while listing them, a few names at a time. */
  async *list(): AsyncGenerator<StoredAttachment> {
    this.checkOpen();
    try {
      for await (const folder of await opendir(this.root)) {
        if (!folder.isDirectory()) continue;
        for await (const { name } of await opendir(join(this.root, folder.name))) {
          const key = attachmentAt(`${folder.name}/${name}`);
          const stored = key && (await this.stored(key));
          if (stored !== undefined) yield stored;
        }
      }
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  async remove(key: AttachmentKey): Promise<void> {
    const file = this.fileOf(key);
    try {
      await rm(file);
      await flushFolder(dirname(file));
    } catch (cause) {
      if (!isMissing(cause)) throw unavailable(cause);
    }
  }

  async check(): Promise<void> {
    this.checkOpen();
    await access(this.root, constants.R_OK | constants.W_OK).catch((cause: unknown) => {
      throw unavailable(cause);
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  /** Undefined for a content removed since it was listed. */
  private async stored(key: AttachmentKey): Promise<StoredAttachment | undefined> {
    try {
      const { size, mtime } = await stat(this.fileOf(key));
      return { ...key, bytes: size, storedAt: toInstant(mtime.toISOString()) };
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw cause;
    }
  }

  private fileOf(key: AttachmentKey): string {
    this.checkOpen();
    return join(this.root, attachmentPath(key));
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreClosedError('The attachment store is closed.');
  }
}

function isMissing(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ENOENT';
}

function unavailable(cause: unknown): StoreUnavailableError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  return new StoreUnavailableError(`The folder of the attachments cannot be used (${code}).`, { cause });
}

/** Makes a rename durable. Windows cannot open folders, and flushes by itself. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
