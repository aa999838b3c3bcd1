import { openEngine, ATTACHMENT_STORES } from '@redress/platform';
import type { AttachmentStore } from '@redress/eventing';
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { wrongUsage } from '../exit/failure.js';

/** A new folder for the files of an export. */
export interface AttachmentFolder {
  readonly store: AttachmentStore;
  /** Gives the folder its name. */
  finish(): Promise<void>;
}

/**
 * Makes a folder that has its name only when it is whole, as the file of lines does. It is laid out as `REDRESS_ATTACHMENTS=file:` has it.
 * Throws a `Failure` when there is such a folder already.
 */
export async function makeAttachmentFolder(folder: string): Promise<AttachmentFolder> {
  const draft = `${folder}.partial`;
  for (const path of [folder, draft])
    if (existsSync(path)) throw wrongUsage(`${path} exists already. Name another folder, or remove it first.`);
  const store = await openEngine(ATTACHMENT_STORES, `file:${draft}`, {});
  return {
    store,
    finish: () => rename(draft, folder),
  };
}
