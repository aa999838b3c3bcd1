import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { formatReference } from '@redress/domain';
import type { AttachmentStore } from '@redress/eventing';
import { ATTACHMENT_STORES, openEngine, type RedressConfig } from '@redress/platform';
import { AttachmentCopies } from '../attachments/attachment-copies.js';
import type { CliContext } from '../context.js';
import { EXIT, wrongUsage } from '../exit.js';
import { openAttachments } from '../session.js';

/** Copies the attachments of an export into a folder. */
interface Copying {
  readonly copies: AttachmentCopies;
  /** Gives the folder its final name, and prints the result. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** Starts copying attachments into a new folder; without a folder, only counts them. Throws a `Failure` if the folder exists. */
export async function startCopying(
  context: CliContext,
  config: RedressConfig,
  folder: string | undefined,
): Promise<Copying> {
  const { terminal } = context;
  if (folder === undefined) {
    const copies = new AttachmentCopies({ onMissing: () => undefined });
    const finish = async (): Promise<void> => {
      if (copies.named > 0)
        terminal.remark(`${copies.named} attachments are not in it. Use --attachments <folder> to export them.`);
    };
    return { copies, finish, close: () => Promise.resolve() };
  }
  const made = await makeAttachmentFolder(folder);
  const from = await openAttachments(config);
  const copies = new AttachmentCopies({
    stores: { from, to: made.store },
    onMissing: ({ subject, name }) => terminal.remark(`The file ${name} of ${formatReference(subject)} is missing.`),
  });
  return {
    copies,
    finish: async () => {
      await made.finish();
      terminal.remark(`${folder}: ${copies.named - copies.missing} attachments, ${copies.missing} missing.`);
      if (copies.missing > 0) context.exitCode = EXIT.found;
    },
    close: async () => {
      await from.close();
      await made.store.close();
    },
  };
}

/** A new folder for the files of an export. */
interface AttachmentFolder {
  readonly store: AttachmentStore;
  /** Renames the folder to its final name. */
  finish(): Promise<void>;
}

/**
 * Creates a folder that gets its name only when complete, like the file of lines. It has the layout of `REDRESS_ATTACHMENTS=file:`.
 * Throws a `Failure` if the folder exists.
 */
async function makeAttachmentFolder(folder: string): Promise<AttachmentFolder> {
  const draft = `${folder}.partial`;
  for (const path of [folder, draft])
    if (existsSync(path)) throw wrongUsage(`${path} already exists. Choose another folder, or remove it first.`);
  const store = await openEngine(ATTACHMENT_STORES, `file:${draft}`, {});
  return {
    store,
    finish: () => rename(draft, folder),
  };
}
