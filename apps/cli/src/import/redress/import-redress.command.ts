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
Every event is restored unchanged: same ids, hashes and order. An altered file is refused, and the line is named.
An export contains no keys, and personal data opens only with its own: copy keys.db and master.key (or
set REDRESS_MASTER_KEY) from the exported system. Without them the chains verify, but no complaint can be opened.
Attachments are copied from the folder given by --attachments to the store in REDRESS_ATTACHMENTS, a folder or a bucket. Exits
with 1 if one is missing.

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
  /** Number of attachments that events name and the folder lacks. */
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
    .summary('import a sealed export into an empty event store')
    .description('Imports a sealed export into an empty event store.')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: ImportOptions) => {
      const summary = await run(context, file, options.attachments);
      if (options.attachments !== undefined && summary.missingAttachments > 0) context.exitCode = EXIT.found;
      if (options.json) return context.terminal.printJson({ file, ...summary });
      await context.terminal.print(`${file}: ${summary.events} events in ${summary.streams} streams were imported.`);
      context.terminal.remark('Keys are not in an export: also copy keys.db and master.key of the exported system.');
      if (summary.missingAttachments > 0)
        context.terminal.remark(
          `${summary.missingAttachments} attachments are missing. Add them to the folder given by --attachments, and import again into an empty data folder.`,
        );
    });
}

async function run(context: CliContext, file: string, folder: string | undefined): Promise<Summary> {
  const { size } = await stat(file);
  // Opens only the events: opening the keys would create a new master key, which cannot open these events.
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

/** Opens both stores. The folder of an export must exist; the target may be created. */
async function openFiles(
  { attachments }: RedressConfig,
  folder: string,
): Promise<NonNullable<ConstructorParameters<typeof AttachmentCopies>[0]['stores']>> {
  await stat(folder);
  const from = await openEngine(ATTACHMENT_STORES, `file:${folder}`, { make: false });
  return { from, to: await openEngine(ATTACHMENT_STORES, attachments, {}) };
}
