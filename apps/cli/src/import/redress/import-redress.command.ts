import { formatReference } from '@redress/domain';
import {
  ATTACHMENT_STORES,
  EVENT_STORES,
  openEngine,
  type RedressConfig,
  refuseUnusableEngines,
} from '@redress/platform';
import type { Command } from 'commander';
import { stat } from 'node:fs/promises';
import { AttachmentCopies } from '../../attachments/attachment-copies.js';
import type { CliContext } from '../../context.js';
import { EXIT } from '../../exit.js';
import { progressOn } from '../../terminal.js';
import { importRedress, type RedressImportSummary } from './redress-import.js';

const EXAMPLES = `
Every event comes back as it was: same ids, hashes and order. A file that was altered is refused, with the line.
Keys are not in an export. Personal data opens only with the keys it was sealed under: copy keys.db and master.key (or
set REDRESS_MASTER_KEY) from the system that was exported. Without them the chains verify, but no complaint can be opened.
Attachments come back from the folder that --attachments names, to wherever REDRESS_ATTACHMENTS says: a folder, or a bucket. Exit
code 1 when one is missing there.

Examples:
  redress import redress export.jsonl --data /srv/redress-restored
  redress import redress export.jsonl --attachments export-attachments --data /srv/redress-restored
  redress verify --data /srv/redress-restored
  redress doctor --attachments --data /srv/redress-restored`;

interface ImportOptions {
  readonly attachments?: string;
  readonly json?: true;
}

interface Summary extends RedressImportSummary {
  /** Named by the events, and not found. */
  readonly missingAttachments: number;
  readonly attachments: number;
}

/** `redress import redress FILE` */
export function importRedressCommand(parent: Command, context: CliContext): void {
  parent
    .command('redress')
    .argument('<file>', 'a sealed export: JSON Lines as `redress export` writes them')
    .option('--attachments <folder>', 'the folder of its attachments, as `redress export --attachments` writes it')
    .option('--json', 'print the summary as JSON')
    .summary('read a sealed export back into an empty event store')
    .description('Reads a sealed export back into an empty event store.')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: ImportOptions) => {
      const summary = await run(context, file, options.attachments);
      if (options.attachments !== undefined && summary.missingAttachments > 0) context.exitCode = EXIT.found;
      if (options.json) return context.terminal.printJson({ file, ...summary });
      await context.terminal.print(`${file}: ${summary.events} events in ${summary.streams} streams are back.`);
      context.terminal.remark('Keys are not in an export: copy keys.db and master.key of the exported system as well.');
      if (summary.missingAttachments > 0)
        context.terminal.remark(`${summary.missingAttachments} attachments are missing: bring them by --attachments.`);
    });
}

async function run(context: CliContext, file: string, folder: string | undefined): Promise<Summary> {
  const { size } = await stat(file);
  // The events alone: opening the keys too would make a new master key, which is not the one these events were sealed under.
  const config = context.config();
  await refuseUnusableEngines(config);
  const files = folder === undefined ? undefined : await openFiles(config, folder);
  const copies = new AttachmentCopies({
    ...(files && { stores: files }),
    onMissing: ({ subject, name }) =>
      context.terminal.remark(`The file ${name} of ${formatReference(subject)} is missing.`),
  });
  const store = await openEngine(EVENT_STORES, config.eventStore, {});
  const progress = progressOn(context.terminal, 'importing');
  try {
    const onProgress = (bytes: number): void => progress.update(bytes, size * 2);
    const summary = await importRedress({ file, store, onProgress, take: (event) => copies.take(event) });
    const missingAttachments = files === undefined ? copies.named : copies.missing;
    return { ...summary, attachments: copies.named - missingAttachments, missingAttachments };
  } finally {
    progress.stop();
    await store.close();
    await files?.from.close();
    await files?.to.close();
  }
}

/** The folder of an export must be there; where the files go may be made. */
async function openFiles(
  { attachments }: RedressConfig,
  folder: string,
): Promise<NonNullable<ConstructorParameters<typeof AttachmentCopies>[0]['stores']>> {
  await stat(folder);
  const from = await openEngine(ATTACHMENT_STORES, `file:${folder}`, { make: false });
  return { from, to: await openEngine(ATTACHMENT_STORES, attachments, {}) };
}
