import { changesOf, historyEntry } from '@redress/complaints';
import { formatReference } from '@redress/domain';
import type { Command } from 'commander';
import { withPastOptions, type PastOptions } from '../complaint-past/past-options.js';
import { readPast } from '../complaint-past/read-past.js';
import { showFields, showValue } from '../complaint-past/show-value.js';
import type { CommandContext } from '../context.js';
import { showChange } from './show-change.js';

const EXAMPLES = `
Reads beside a running server. Personal data is shown as [sealed] unless --opened is given.

Examples:
  redress replay 7K3M-9QXD-41PD
  redress replay 7K3M-9QXD-41PD --at-revision 3
  redress replay 7K3M-9QXD-41PD --at 2026-11-05T10:00:00Z --json`;

/** `redress replay REFERENCE` */
export function replayCommand(parent: Command, context: CommandContext): void {
  withPastOptions(parent.command('replay'))
    .description('Lives a complaint through once more: for every event who, when and why, and what it changed.')
    .addHelpText('after', EXAMPLES)
    .action(async (reference: string, options: PastOptions) => {
      const events = await readPast(context, reference, options);
      const changes = changesOf(events);
      const replayed = events.map((event, index) => ({ ...historyEntry(event), changes: changes[index] ?? [] }));
      if (options.json) return context.terminal.printJson({ reference: formatReference(reference), events: replayed });
      const withheld = options.opened ? '[erased]' : '[sealed]';
      for (const event of replayed) {
        const { revision, type, occurredAt, recordedAt, actor, reason, data } = event;
        await context.terminal.print(`${revision}  ${type}`);
        await context.terminal.print(
          `     who   ${showValue(actor.id, withheld)} (${showValue(actor.role, withheld)})`,
        );
        await context.terminal.print(`     when  ${occurredAt}, recorded ${recordedAt}`);
        if (reason !== undefined) await context.terminal.print(`     why   ${showValue(reason, withheld)}`);
        if (Object.keys(data).length > 0) await context.terminal.print(`     says  ${showFields(data, withheld)}`);
        for (const line of event.changes.flatMap((change) => showChange(change, withheld))) {
          await context.terminal.print(`     ${line}`);
        }
      }
    });
}
