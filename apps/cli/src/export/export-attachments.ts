import { formatReference } from '@redress/domain';
import type { RedressConfig } from '@redress/platform';
import type { CommandContext } from '../context.js';
import { AttachmentCopies } from '../attachments/attachment-copies.js';
import { EXIT } from '../exit/exit-codes.js';
import { openAttachments } from '../session/attachments.js';
import { makeAttachmentFolder } from './attachment-folder.js';

/** The attachments of an export, on their way into a folder. */
export interface Copying {
  readonly copies: AttachmentCopies;
  /** Names the folder, and tells what came of it. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** Begins to copy attachments into a new folder; without a folder, only counts them. Throws a `Failure` when there is such a folder already. */
export async function startCopying(
  context: CommandContext,
  config: RedressConfig,
  folder: string | undefined,
): Promise<Copying> {
  const { terminal } = context;
  if (folder === undefined) {
    const copies = new AttachmentCopies({ onMissing: () => undefined });
    const finish = async (): Promise<void> => {
      if (copies.named > 0)
        terminal.remark(`${copies.named} attachments are not in it: --attachments names a folder for them.`);
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
