import type { Command } from 'commander';
import { stat } from 'node:fs/promises';
import type { CommandContext } from '../context.js';
import { progressOn } from '../output/progress.js';
import { EVENT_STORES, openEngine, refuseUnusableEngines } from '@redress/platform';
import { importRedress, type RedressImportSummary } from './redress/redress-import.js';

const EXAMPLES = `
Every event comes back as it was: same ids, hashes and order. A file that was altered is refused, with the line.
Keys are not in an export. Personal data opens only with the keys it was sealed under: copy keys.db and master.key (or
set REDRESS_MASTER_KEY) from the system that was exported. Without them the chains verify, but no complaint can be opened.

Examples:
  redress import redress export.jsonl --data /srv/redress-restored
  redress verify --data /srv/redress-restored`;

/** `redress import redress FILE` */
export function importRedressCommand(parent: Command, context: CommandContext): void {
  parent
    .command('redress')
    .argument('<file>', 'a sealed export: JSON Lines as `redress export` writes them')
    .option('--json', 'print the summary as JSON')
    .summary('read a sealed export back into an empty event store')
    .description('Reads a sealed export back into an empty event store.')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: { json?: true }) => {
      const summary = await run(context, file);
      if (options.json) return context.terminal.printJson({ file, ...summary });
      await context.terminal.print(`${file}: ${summary.events} events in ${summary.streams} streams are back.`);
      context.terminal.remark('Keys are not in an export: copy keys.db and master.key of the exported system as well.');
    });
}

async function run(context: CommandContext, file: string): Promise<RedressImportSummary> {
  const { size } = await stat(file);
  // The events alone: opening the keys too would make a new master key, which is not the one these events were sealed under.
  const config = context.config();
  await refuseUnusableEngines(config);
  const store = await openEngine(EVENT_STORES, config.eventStore, {});
  const progress = progressOn(context.terminal, 'importing');
  try {
    return await importRedress({ file, store, onProgress: (bytes) => progress.update(bytes, size * 2) });
  } finally {
    progress.stop();
    await store.close();
  }
}
