import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { staffListIn } from '@redress/platform';
import { type Command, Option } from 'commander';
import type { CliContext } from '../../context.js';
import { EXIT, wrongUsage } from '../../exit.js';
import { openForTrial, openForWriting } from '../../session.js';
import { progressOn } from '../../terminal.js';
import { type CsvFile, type CsvOptions, openCsv } from '../csv/csv-file.js';
import { DATE_ORDERS, type DateOrder } from '../csv/days.js';
import { type CsvImportSummary, type Example, importCsv } from './csv-import.js';
import { importMapIn } from './import-map.js';
import { isKnownColumn } from './known-columns.js';
import { suggestedMap } from './suggested-map.js';

const EXAMPLES = `
Each row becomes a complaint, open or closed, dated as in the row: its clocks count from its own dates. A map in YAML says which column is
what; --suggest writes one to start with. Nobody is written to about what happened before the import. A second run adds nothing; a row that
was changed since becomes corrections and further events. Rows that cannot be read are written to the rejects file as they are, with the
reason in one more column, and the command exits with 1. See docs/how-to/import-complaints.md.
Stop the server first: no other process may write to the data folder. --suggest and --dry-run run beside it.

Examples:
  redress import csv tickets.csv --suggest > map.yaml
  redress import csv tickets.csv --map map.yaml --dry-run
  redress import csv tickets.csv --map map.yaml --rejects mend-these.csv`;

/** Most rejections printed; the rejects file holds all of them. */
const SHOWN_REJECTIONS_MAX = 20;

interface ImportOptions extends CsvOptions {
  readonly map?: string;
  readonly suggest?: true;
  readonly dryRun?: true;
  readonly dates?: DateOrder;
  readonly rejects?: string;
  readonly rejectFile?: string;
  readonly json?: true;
}

/** `redress import csv FILE --map MAP` */
export function importCsvCommand(parent: Command, context: CliContext): void {
  parent
    .command('csv')
    .argument('<file>', "another system's complaints as CSV")
    .option('--map <file>', 'a map in YAML: which column is what')
    .option('--suggest', 'write a map to start with, made from the columns of the file')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--rejects <file>', 'file for rejected rows (default: <file>.rejects.csv; none with --dry-run)')
    .addOption(new Option('--reject-file <file>', 'the same as --rejects').hideHelp())
    .addOption(new Option('--dates <order>', 'the order of dates such as 03/04/2024').choices(DATE_ORDERS))
    .option('--delimiter <delimiter>', 'comma, semicolon, tab, bar, or any character')
    .option('--encoding <encoding>', 'utf-8, utf-16le, windows-1252, ...')
    .option('--json', 'print the summary as JSON')
    .summary("import another system's complaints")
    .description("Imports another system's complaints, open or closed, by a map of its columns.")
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, options: ImportOptions) => {
      const source = await openCsv(file, options, (titles) => titles.filter(isKnownColumn).length);
      if (options.suggest) return context.terminal.print(await suggestedMap(source));
      if (options.map === undefined) throw wrongUsage('Give a map with --map, or have one written with --suggest.');
      await runImport(context, source, options.map, options);
    });
}

async function runImport(context: CliContext, source: CsvFile, mapFile: string, options: ImportOptions): Promise<void> {
  const { file } = source;
  const given = options.rejects ?? options.rejectFile;
  const rejects = given ?? (options.dryRun ? undefined : `${file}.rejects.csv`);
  if (rejects !== undefined && resolve(rejects) === resolve(file))
    throw wrongUsage('--rejects names the imported file. Choose another file.');
  const summary = await summaryOf(context, source, { mapFile, rejects, options });
  const { terminal } = context;
  if (options.json) {
    const written = summary.rejected > 0 && rejects !== undefined ? { rejects } : {};
    await terminal.printJson({ file, dryRun: options.dryRun === true, ...summary, ...written });
  } else await terminal.print(inWords(file, rejects, summary, options.dryRun === true));
  if (summary.interrupted) context.exitCode = EXIT.interrupted;
  else if (summary.rejected > 0) context.exitCode = EXIT.found;
}

async function summaryOf(
  context: CliContext,
  source: CsvFile,
  given: { readonly mapFile: string; readonly rejects: string | undefined; readonly options: ImportOptions },
): Promise<CsvImportSummary> {
  const { terminal } = context;
  const { mapFile, rejects, options } = given;
  const map = importMapIn(await readFile(mapFile, 'utf8'), mapFile, source.header);
  const { size } = await stat(source.file);
  const config = context.config();
  const session = await (options.dryRun ? openForTrial(config) : openForWriting(config));
  const progress = progressOn(terminal, options.dryRun ? 'trying' : 'importing');
  let rejections = 0;
  try {
    return await importCsv({
      source,
      map,
      rejects,
      complaints: session.complaints,
      policies: session.policies,
      staff: staffListIn(config),
      dates: options.dates,
      now: session.now,
      signal: context.interruption(),
      onProgress: (bytes) => progress.update(bytes, size),
      onRejected: (line, reason) => {
        rejections += 1;
        if (rejections <= SHOWN_REJECTIONS_MAX) terminal.remark(`${source.file}: line ${line}, ${reason}`);
        else if (rejections === SHOWN_REJECTIONS_MAX + 1)
          terminal.remark(rejects === undefined ? 'More rows are rejected.' : `More rejected rows are in ${rejects}.`);
      },
    });
  } finally {
    progress.stop();
    await session.close();
  }
}

function inWords(file: string, rejects: string | undefined, summary: CsvImportSummary, isDryRun: boolean): string {
  const { source, form, rows, added, continued, there, rejected, skipped, events, interrupted } = summary;
  const standings = Object.entries(summary.standings).map(([standing, count]) => `  ${count}  ${standing}`);
  const lines = [
    `${file} (${source}, ${form}): ${rows} rows${isDryRun ? '. Nothing is written; this would be done:' : ''}`,
    `  added      ${added} complaints`,
    `  continued  ${continued} begun by an earlier import, or changed since`,
    `  unchanged  ${there} complete already`,
    `  skipped    ${skipped} left out by the map`,
    `  rejected   ${rejected}${rejected > 0 && rejects !== undefined ? ` (see ${rejects})` : ''}`,
    `  events     ${events} ${isDryRun ? 'to record' : 'recorded'}`,
    ...(standings.length === 0 ? [] : ['By where they stand:', ...standings]),
    ...(isDryRun && summary.examples.length > 0 ? ['The first rows:', ...summary.examples.map(exampleInWords)] : []),
  ];
  if (interrupted) lines.push('Interrupted. Run the same command again to continue.');
  return lines.join('\n');
}

function exampleInWords({ line, externalReference, standing, receivedAt, commands }: Example): string {
  return `  line ${line}: ${externalReference}, ${standing}, received ${receivedAt}: ${commands.join(', ')}`;
}
