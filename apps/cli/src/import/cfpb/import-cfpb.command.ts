import { type Command, Option } from 'commander';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CliContext } from '../../context.js';
import { EXIT, wrongUsage } from '../../exit.js';
import { progressOn } from '../../terminal.js';
import { openForWriting } from '../../session.js';
import { DATE_ORDERS, type DateOrder } from '../csv/days.js';
import { type CfpbImportOptions, type CfpbImportSummary, importCfpb } from './cfpb-import.js';

const EXAMPLES = `
Each row becomes a complaint with its whole history, dated as in the row. A second run adds nothing; after an
interruption it continues. A complaint that the Bureau published again gets what is new. Columns are found by name, in any order;
Date received and Product are needed. Unreadable rows are written to the rejects file as they are, with the reason in one more column,
and the command exits with 1. Encoding, delimiter and the order of dates are recognized; dates that can be read in two ways are refused.
Stop the server first: no other process may write to the data folder.

Examples:
  redress import cfpb complaints.csv
  redress import cfpb complaints.csv --data /srv/redress --rejects mend-these.csv --json`;

/** Most rejections printed; the rejects file holds all of them. */
const SHOWN_REJECTIONS_MAX = 20;

interface ImportOptions {
  readonly rejects?: string;
  readonly json?: true;
  readonly dates?: DateOrder;
  readonly delimiter?: string;
  readonly encoding?: string;
}

/** `redress import cfpb FILE` */
export function importCfpbCommand(parent: Command, context: CliContext): void {
  parent
    .command('cfpb')
    .argument('<file>', 'CSV of the Consumer Financial Protection Bureau')
    .addOption(new Option('--dates <order>', 'the order of dates such as 03/04/2024').choices(DATE_ORDERS))
    .option('--delimiter <delimiter>', 'comma, semicolon, tab, bar, or any character')
    .option('--encoding <encoding>', 'utf-8, utf-16le, windows-1252, ...')
    .option('--rejects <file>', 'file for rejected rows (default: <file>.rejects.csv)')
    .option('--json', 'print the summary as JSON')
    .summary("import the Consumer Financial Protection Bureau's complaints")
    .description("Imports the complaints of the Consumer Financial Protection Bureau's public database.")
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: ImportOptions) => {
      const rejects = options.rejects ?? `${file}.rejects.csv`;
      if (resolve(rejects) === resolve(file))
        throw wrongUsage('--rejects names the imported file. Choose another file.');
      const summary = await run(context, file, rejects, options);
      if (options.json) await context.terminal.printJson({ file, ...summary, ...(summary.rejected && { rejects }) });
      else await context.terminal.print(inWords(file, rejects, summary));
      if (summary.interrupted) context.exitCode = EXIT.interrupted;
      else if (summary.rejected > 0) context.exitCode = EXIT.found;
    });
}

async function run(
  context: CliContext,
  file: string,
  rejects: string,
  csv: CfpbImportOptions['csv'],
): Promise<CfpbImportSummary> {
  const { terminal } = context;
  const { size } = await stat(file);
  const session = await openForWriting(context.config());
  const progress = progressOn(terminal, 'importing');
  let rejections = 0;
  try {
    return await importCfpb({
      file,
      csv,
      rejects,
      complaints: session.complaints.under(await session.policies.snapshot()),
      now: session.now,
      signal: context.interruption(),
      onProgress: (bytes) => progress.update(bytes, size),
      onRejected: (line, reason) => {
        rejections += 1;
        if (rejections <= SHOWN_REJECTIONS_MAX) terminal.remark(`${file}: line ${line}, ${reason}`);
        else if (rejections === SHOWN_REJECTIONS_MAX + 1) terminal.remark(`More rejected rows are in ${rejects}.`);
      },
    });
  } finally {
    progress.stop();
    await session.close();
  }
}

function inWords(file: string, rejects: string, summary: CfpbImportSummary): string {
  const { rows, added, continued, there, rejected, events, interrupted } = summary;
  const lines = [
    `${file} (${summary.layout}, ${summary.form}): ${rows} rows`,
    `  added      ${added} complaints`,
    `  continued  ${continued} begun by an earlier import, or published again`,
    `  unchanged  ${there} complete already`,
    `  rejected   ${rejected}${rejected > 0 ? ` (see ${rejects})` : ''}`,
    `  events     ${events} recorded`,
  ];
  const { unknownColumns = [] } = summary;
  if (unknownColumns.length > 0) lines.push(`Unknown columns, kept in notes: ${unknownColumns.join(', ')}.`);
  if (interrupted) lines.push('Interrupted. Run the same command again to continue.');
  return lines.join('\n');
}
