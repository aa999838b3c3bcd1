import { historyEntry, type HistoryEntry } from '@redress/complaints';
import { formatReference } from '@redress/domain';
import type { Command } from 'commander';
import { withPastOptions, type PastOptions } from '../complaint-past/past-options.js';
import { readPast } from '../complaint-past/read-past.js';
import { showFields, showValue, type Withheld } from '../complaint-past/show-value.js';
import type { CommandContext } from '../context.js';
import { tableOf } from '../output/table.js';

const EXAMPLES = `
Reads beside a running server. Personal data is shown as [sealed] unless --opened is given.

Examples:
  redress history 7K3M-9QXD-41PD
  redress history 7K3M-9QXD-41PD --opened --json
  redress history 7K3M-9QXD-41PD --at 2026-11-05T10:00:00Z`;

/** `redress history REFERENCE` */
export function historyCommand(parent: Command, context: CommandContext): void {
  withPastOptions(parent.command('history'))
    .description('Shows every event of a complaint: what, when, by whom and why.')
    .addHelpText('after', EXAMPLES)
    .action(async (reference: string, options: PastOptions) => {
      const events = (await readPast(context, reference, options)).map(historyEntry);
      if (options.json) return context.terminal.printJson({ reference: formatReference(reference), events });
      const withheld = options.opened ? '[erased]' : '[sealed]';
      const rows = events.map((event) => rowOf(event, withheld));
      await context.terminal.print(tableOf(['rev', 'occurred', 'recorded', 'who', 'what', 'why'], rows));
    });
}

function rowOf(event: HistoryEntry, withheld: Withheld): readonly string[] {
  const { revision, occurredAt, recordedAt, actor, type, data, reason } = event;
  const what = Object.keys(data).length === 0 ? type : `${type} ${showFields(data, withheld)}`;
  const why = reason === undefined ? '' : showValue(reason, withheld);
  return [String(revision), occurredAt, recordedAt, `${actor.id} (${actor.role})`, what, why];
}
