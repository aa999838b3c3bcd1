import { type Action, may } from '@redress/domain';
import { type Actor, type RecordedEvent, toActorId } from '@redress/eventing';
import { Problem, type RedressConfig, StaffTokens } from '@redress/platform';
import { type Command, Option } from 'commander';
import type { CliContext } from '../context.js';
import { wrongUsage } from '../exit.js';
import { recordRead } from '../recorded-reads.js';
import { openForReading } from '../session.js';
import { progressOn } from '../terminal.js';
import { startCopying } from './export-attachments.js';
import { IncompleteHistories, openedLines, sealedLines, writeLines } from './export-lines.js';

const EXAMPLES = `
Each line is one event as a CloudEvent 1.0 in structured JSON, in log order. Personal data stays sealed unless
--opened is given, which the access log records. A sealed export can be verified and imported; an opened one is only for reading. Works while the
server runs. An export contains no keys: back up keys.db and master.key separately. It contains attachments only if --attachments
names a new folder for them, where they stay sealed. Exits with 1 if an attachment or an event of a history is missing.

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
export function exportCommand(parent: Command, context: CliContext): void {
  parent
    .command('export')
    .addOption(
      new Option('--attachments <folder>', 'write the sealed contents of attachments into this new folder').conflicts(
        'opened',
      ),
    )
    .option('--opened', 'export personal data in clear; requires a token')
    .option(
      '--token <jwt>',
      'a staff token whose roles allow it (better in REDRESS_TOKEN: other users can see arguments)',
    )
    .option('--out <file>', 'write to this new file instead of standard output')
    .description('Writes all events as JSON Lines.')
    .addHelpText('after', EXAMPLES)
    .action((options: ExportOptions) => run(context, options));
}

async function run(context: CliContext, options: Given): Promise<void> {
  const { opened = false, token, out, attachments } = options;
  const config = context.config();
  const reader = opened ? await openedExportBy(config, token ?? context.env['REDRESS_TOKEN']) : undefined;
  const session = await openForReading(config, { personal: opened });
  const progress = progressOn(context.terminal, 'exporting');
  try {
    if (reader !== undefined) await recordRead(config, { kind: 'export', actor: reader, reference: null });
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

/** Permissions required to export personal data in clear. */
const NEEDED: readonly Action[] = ['export-events', 'view-personal-data'];

/** Who exports opened, for the access log. Throws a `Failure` unless the token is valid and its roles allow it. */
async function openedExportBy(config: RedressConfig, token: string | undefined): Promise<Pick<Actor, 'id' | 'role'>> {
  if (token === undefined) {
    throw wrongUsage(
      '--opened requires a staff token with the role compliance. Give it with --token or REDRESS_TOKEN.',
    );
  }
  const tokens = await StaffTokens.open(config);
  const { sub, roles } = await tokens.verify(token).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'unauthenticated') {
      throw wrongUsage(
        'The token is not valid here, or has expired. Create one with: redress token --role compliance --name "..."',
      );
    }
    throw error;
  });
  const missing = NEEDED.filter((action) => !may({ id: sub, roles }, action));
  if (missing.length > 0)
    throw wrongUsage(`The token's roles do not allow: ${missing.join(', ')}. Use a token with the role compliance.`);
  return { id: toActorId(sub), role: roles.find((role) => may({ id: sub, roles: [role] }, 'export-events')) ?? '' };
}
