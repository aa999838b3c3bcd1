import { Option, type Command } from 'commander';
import type { RecordedEvent } from '@redress/eventing';
import type { CommandContext } from '../context.js';
import { progressOn } from '../output/progress.js';
import { openForReading } from '../session/reading.js';
import { openedLines, sealedLines } from './event-lines.js';
import { requireOpenedExportAllowed } from './export-permission.js';
import { startCopying } from './export-attachments.js';
import { IncompleteHistories } from './incomplete-histories.js';
import { writeLines } from './line-file.js';

const EXAMPLES = `
Each line is one event as a CloudEvent 1.0 in structured JSON, in the log's order. Personal data stays sealed unless
--opened is given. A sealed export can be verified and read back; an opened one is for reading only. Works while the
server runs. The keys are not in it: back up keys.db and master.key apart. Neither are the attachments, unless --attachments
names a new folder for them; there they are sealed, too. Exit code 1 when one is missing, or events of a history are.

Examples:
  redress export --out export.jsonl
  redress export --out export.jsonl --attachments export-attachments
  redress export | gzip > export.jsonl.gz
  REDRESS_TOKEN=$(redress token --role compliance --name "Auditor") redress export --opened --out opened.jsonl`;

interface ExportOptions {
  readonly opened?: true;
  readonly token?: string;
  readonly out?: string;
  readonly attachments?: string;
}

interface Given extends Omit<ExportOptions, 'opened'> {
  readonly opened?: boolean;
}

/** `redress export` */
export function exportCommand(parent: Command, context: CommandContext): void {
  parent
    .command('export')
    .addOption(
      new Option('--attachments <folder>', 'write the sealed contents of attachments into this new folder').conflicts(
        'opened',
      ),
    )
    .option('--opened', 'with personal data in the open; needs a token')
    .option(
      '--token <jwt>',
      'a staff token whose roles allow it (better in REDRESS_TOKEN: other users can see arguments)',
    )
    .option('--out <file>', 'write to this new file instead of standard output')
    .description('Writes all events as JSON Lines.')
    .addHelpText('after', EXAMPLES)
    .action((options: ExportOptions) => run(context, options));
}

async function run(context: CommandContext, options: Given): Promise<void> {
  const { opened = false, token, out, attachments } = options;
  const config = context.config();
  if (opened) await requireOpenedExportAllowed(config, token ?? context.env['REDRESS_TOKEN']);
  const session = await openForReading(config, { personal: opened });
  const progress = progressOn(context.terminal, 'exporting');
  try {
    const copying = await startCopying(context, config, attachments);
    const head = Number(await session.events.head());
    const take = (event: RecordedEvent): Promise<void> => copying.copies.take(event);
    const histories = new IncompleteHistories();
    const lines = opened
      ? openedLines(session.events, histories, session.codec)
      : sealedLines(session.events, histories, take);
    const counted = counting(lines, (count) => progress.update(count, head));
    try {
      if (out !== undefined) await writeLines(out, counted);
      else for await (const line of counted) await context.terminal.print(line);
      await copying.finish();
      histories.finish(context);
    } finally {
      await copying.close();
    }
  } finally {
    progress.stop();
    await session.close();
  }
}

async function* counting(lines: AsyncIterable<string>, onCount: (count: number) => void): AsyncGenerator<string> {
  let count = 0;
  for await (const line of lines) {
    yield line;
    count += 1;
    onCount(count);
  }
}
