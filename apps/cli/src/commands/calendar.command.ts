import { toActorId } from '@redress/eventing';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { applyHolidays, type HolidaysApplied, type LateHolidays } from '@redress/complaints';
import { type Holiday, policyCalendar, shippedCalendars } from '@redress/domain';
import type { CommandSource } from '@redress/eventing';
import { refusalText } from '@redress/platform';
import { addHolidays, describeFileFault, type FileFault, readPolicyFile } from '@redress/policies';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, Failure, wrongUsage } from '../exit.js';
import { openOrServer, RunningServer, SERVER_HELP, type ServerOptions, withServer } from '../running-server.js';
import { calendarIn, type CalendarFile, type DayOff, type Years } from './icalendar.js';

const EXAMPLES = `
Both read an iCalendar file (RFC 5545). Rules are expanded within the years that the calendar covers; events that were called off are left
out. With --dry-run both list by year what would be added, and add nothing: names that look regional are marked.

import writes the days of the file into the own calendar of a policy file (ownCalendar), for the next version of the
policy with the next version of the calendar. The rest of the file is left unchanged.

apply is for holidays announced late, also from an iCalendar file. Every open complaint that uses an earlier version of the
calendar changes to the given one; deadlines recorded as missed stay missed. A repeat changes nothing.
${SERVER_HELP}

Examples:
  redress calendar import 2027.ics acme.yaml --dry-run
  redress calendar import 2027.ics acme.yaml
  redress calendar apply announced.ics --version iran@2
  redress calendar apply announced.ics --version iran@2 --server http://127.0.0.1:8080`;

/** `redress calendar import | apply` */
export function calendarCommand(parent: Command, context: CliContext): void {
  const calendar = parent
    .command('calendar')
    .description('Adds holidays to policies, and to the clocks of open complaints.')
    .addHelpText('after', EXAMPLES);
  calendar
    .command('import')
    .argument('<file>', 'an iCalendar file of whole days')
    .argument('<policy>', 'a policy in YAML or JSON with its own calendar')
    .option('--dry-run', 'list what would be added, and add nothing')
    .description('Writes the holidays of a file into the calendar of a policy file.')
    .action((file: string, policy: string, options: DryRun) => importHolidays(context, file, policy, options));
  withServer(calendar.command('apply'))
    .argument('<file>', 'an iCalendar file')
    .requiredOption('--version <version>', 'new name and version of the calendar: iran@2')
    .option('--dry-run', 'list what would be added, and add nothing')
    .description('Adds the holidays of a file to the calendar of every open complaint.')
    .action((file: string, options: DryRun & ServerOptions & { version: string }) => apply(context, file, options));
}

interface DryRun {
  readonly dryRun?: true;
}

async function importHolidays(context: CliContext, file: string, policy: string, { dryRun }: DryRun): Promise<void> {
  const text = await readFile(policy, 'utf8');
  const before = addHolidays(text, []);
  if ('faults' in before) throw new Failure(faultsOf(policy, before.faults), EXIT.found);
  const read = await readCalendar(context, file, yearsOf(text));
  const outcome = addHolidays(text, read.days.map(asHoliday));
  if ('faults' in outcome) throw new Failure(faultsOf(policy, outcome.faults), EXIT.found);
  const there = read.days.length - outcome.added;
  if (dryRun) {
    await context.terminal.print(listing(read.days));
    return context.terminal.print(`${outcome.added} holidays would be added to ${policy}; ${there} are there already.`);
  }
  if (outcome.added > 0) await writeWhole(policy, outcome.text);
  await context.terminal.print(`${outcome.added} holidays were added to ${policy}; ${there} were there already.`);
}

/** Returns the years that the own calendar of a policy file covers, as far as it says. */
function yearsOf(policy: string): Years | undefined {
  const read = readPolicyFile(policy);
  return 'policy' in read ? policyCalendar(read.policy).covers : undefined;
}

/** Reads a file, and says what is left out of it and what may be no day off for everybody. */
async function readCalendar(context: CliContext, file: string, years: Years | undefined): Promise<CalendarFile> {
  const read = calendarIn(await readFile(file), years);
  for (const name of read.cancelled) context.terminal.remark(`Left out, because it was called off: ${name}`);
  const regional = read.days.filter((day) => day.regional !== undefined);
  if (regional.length > 0) {
    const some = regional.slice(0, REGIONAL_SHOWN_MAX).map(({ on, names }) => `${on} ${names.en}`);
    context.terminal.remark(
      `${regional.length} days look regional, and may be worked where you are: ${some.join('; ')}` +
        (regional.length > some.length ? '; ... (see all with --dry-run).' : '.'),
    );
  }
  return read;
}

/** Most regional days named outside a listing. */
const REGIONAL_SHOWN_MAX = 10;

/** One line for each day under its year. */
function listing(days: readonly DayOff[]): string {
  const years = Map.groupBy(days, ({ on }) => on.slice(0, 4));
  return [...years]
    .map(([year, some]) => [`${year}: ${some.length} days`, ...some.map(inOneLine)].join('\n'))
    .join('\n');
}

function inOneLine({ on, names: { en, fa }, regional }: DayOff): string {
  const mark = regional === undefined ? '' : `  [looks regional: ${regional}]`;
  return `  ${on}  ${en}${fa === en ? '' : ` / ${fa}`}${mark}`;
}

function asHoliday({ on, names }: DayOff): Holiday {
  return { on, names };
}

function faultsOf(policy: string, faults: readonly FileFault[] | 'no-own-calendar'): string {
  if (faults !== 'no-own-calendar') return faults.map((fault) => describeFileFault(policy, fault)).join('\n');
  return `${policy} uses a shipped calendar, which never changes. Give the policy an ownCalendar that is basedOn that one.`;
}

/** Replaces the file in one step, so that a policy is never left half written. */
async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  await writeFile(beside, text);
  await rename(beside, file);
}

async function apply(
  context: CliContext,
  file: string,
  { version, dryRun, ...options }: DryRun & ServerOptions & { readonly version: string },
): Promise<void> {
  if (!/^[a-z][a-z0-9-]{0,62}@[1-9]\d{0,5}$/.test(version)) {
    throw wrongUsage(`${version} is not a calendar version. Give its name and its next number, such as iran@2.`);
  }
  const { days } = await readCalendar(context, file, shippedYears(version));
  if (dryRun) return context.terminal.print(listing(days));
  const holidays = days.map(asHoliday);
  const server = await RunningServer.named(options, context);
  const { changed, unchanged, refused } =
    server === undefined
      ? await appliedHere(context, { calendar: version, holidays })
      : await appliedThere(server, { calendar: version, holidays });
  await context.terminal.print(`${changed} open complaints now use ${version}; ${unchanged} had these days already.`);
  for (const [code, count] of refused)
    await context.terminal.print(`${count} were left unchanged: ${refusalText(code)}`);
  if (refused.size > 0) context.exitCode = EXIT.found;
}

async function appliedHere(context: CliContext, days: LateHolidays): Promise<HolidaysApplied> {
  const session = await openOrServer(context.config());
  try {
    return await applyHolidays(session, days, OPERATOR);
  } finally {
    await session.close();
  }
}

async function appliedThere(server: RunningServer, { calendar, holidays }: LateHolidays): Promise<HolidaysApplied> {
  const version = Number(calendar.slice(nameOf(calendar).length + 1));
  const { refused, ...counts } = await server.post<HolidaysAnswer>(`calendars/${nameOf(calendar)}/apply`, {
    version,
    holidays,
  });
  return { ...counts, refused: new Map(refused.map(({ code, complaints }) => [code, complaints])) };
}

type HolidaysAnswer = Pick<HolidaysApplied, 'changed' | 'unchanged'> & {
  readonly refused: readonly { readonly code: string; readonly complaints: number }[];
};

/** Returns the years of the newest shipped calendar of this name. */
function shippedYears(version: string): Years | undefined {
  return shippedCalendars.findLast((calendar) => nameOf(calendar.version) === nameOf(version))?.covers;
}

const OPERATOR: CommandSource = { caller: 'cli', actor: { id: toActorId('operator'), role: 'system' } };

function nameOf(version: string): string {
  return version.slice(0, version.lastIndexOf('@'));
}
