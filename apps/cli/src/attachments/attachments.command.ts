import { formatReference } from '@redress/domain';
import { refuseUnusableEngines } from '@redress/platform';
import type { Command } from 'commander';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit/exit-codes.js';
import { openAttachments } from '../session/attachments.js';
import { requireEvents } from '../session/engine-files.js';
import { openEvents } from '../session/reading.js';
import { AttachmentSweep, type Sweeping } from './attachment-sweep.js';

const EXAMPLES = `
A crash between keeping a file and recording it leaves a file that no event names. A sweep sets aside those that are older than
a day; the next one that is a day later removes them, or puts them back where an event names them by then. Works while the
server runs, and may be run as often as you like, one at a time.

Left alone are files with names that Redress does not give, and files of complaints that the event store does not have.
Exit code 1 says that there are some: look whether these are the right events.

Examples:
  redress attachments sweep --dry-run
  redress attachments sweep`;

interface SweepOptions {
  readonly dryRun?: true;
  readonly json?: true;
}

/** `redress attachments sweep` */
export function attachmentsCommand(parent: Command, context: CommandContext): void {
  parent
    .command('attachments')
    .description('Takes care of the files of complaints.')
    .command('sweep')
    .option('--dry-run', 'only tell what would be done')
    .option('--json', 'print how many as JSON')
    .summary('take away files that no event names')
    .description('Takes away files that no event names, a day after setting them aside.')
    .addHelpText('after', EXAMPLES)
    .action((options: SweepOptions) => sweep(context, options));
}

async function sweep(context: CommandContext, { dryRun = false, json = false }: OptionsGiven): Promise<void> {
  const { terminal } = context;
  const config = context.config();
  await refuseUnusableEngines(config);
  requireEvents(config);
  const events = await openEvents(config);
  const files = await openAttachments(config).catch(async (error: unknown) => {
    await events.close();
    throw error;
  });
  try {
    const attachments = new AttachmentSweep({ files, events, now: new Date().toISOString(), dryRun });
    const counts: Record<Sweeping, number> = { 'set aside': 0, removed: 0, 'put back': 0, 'left alone': 0 };
    for await (const { subject, name, bytes, sweeping } of attachments.run()) {
      counts[sweeping] += 1;
      if (!json) await terminal.print(`${sweeping}  ${formatReference(subject)}  ${name}  ${bytes} bytes`);
    }
    if (json) {
      const { removed } = counts;
      const told = {
        setAside: counts['set aside'],
        removed,
        putBack: counts['put back'],
        leftAlone: counts['left alone'],
      };
      await terminal.printJson({ dryRun, files: attachments.files, ...told });
    } else {
      const told = Object.entries(counts).map(([sweeping, count]) => `${count} ${sweeping}`);
      await terminal.print(`${attachments.files} files: ${told.join(', ')}${dryRun ? ' (nothing was done)' : ''}.`);
    }
    if (counts['left alone'] > 0) context.exitCode = EXIT.found;
  } finally {
    await files.close();
    await events.close();
  }
}

interface OptionsGiven {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}
