import { refusalText } from '@redress/platform';
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import type { CommandContext } from '../context.js';
import { EXIT } from '../exit/exit-codes.js';
import { wrongUsage } from '../exit/failure.js';
import { openForWriting } from '../session/writing.js';
import { applyHolidays } from './apply-holidays.js';
import { holidaysIn } from './icalendar.js';

const EXAMPLES = `
Holidays announced late, from an iCalendar file (RFC 5545) of whole days. Every open complaint that counts by an earlier version of the
calendar goes over to the one that is named; what was recorded as missed stays so. A repeat changes nothing.

Examples:
  redress calendar apply announced.ics --version iran@2`;

/** `redress calendar apply` */
export function calendarCommand(parent: Command, context: CommandContext): void {
  parent
    .command('calendar')
    .description('Brings holidays into the clocks of open complaints.')
    .addHelpText('after', EXAMPLES)
    .command('apply')
    .argument('<file>', 'an iCalendar file')
    .requiredOption('--version <version>', 'name and version of the calendar from then on: iran@2')
    .description('Adds the holidays of a file to the calendar of every open complaint.')
    .action((file: string, options: { version: string }) => apply(context, file, options.version));
}

async function apply(context: CommandContext, file: string, version: string): Promise<void> {
  if (!/^[a-z][a-z0-9-]{0,62}@[1-9]\d{0,5}$/.test(version)) {
    throw wrongUsage(`${version} is no version of a calendar. Give its name and its next number, as in iran@2.`);
  }
  const holidays = holidaysIn(await readFile(file, 'utf8'));
  const session = await openForWriting(context.config());
  try {
    const { changed, unchanged, refused } = await applyHolidays(session, version, holidays);
    await context.terminal.print(
      `${changed} open complaints count by ${version} now; ${unchanged} had these days already.`,
    );
    for (const [code, count] of refused) await context.terminal.print(`${count} were left: ${refusalText(code)}`);
    if (refused.size > 0) context.exitCode = EXIT.found;
  } finally {
    await session.close();
  }
}
