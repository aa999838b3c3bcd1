import { readFile, rename, writeFile } from 'node:fs/promises';
import { COMPLAINT_STREAM_PREFIX, referenceOf } from '@redress/complaints';
import { calendarInForce, endedStatuses, type Holiday } from '@redress/domain';
import { type CommandSource, LOG_START } from '@redress/eventing';
import { refusalText } from '@redress/platform';
import { addHolidays, describeFileFault, type FileFault } from '@redress/policies';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, Failure, wrongUsage } from '../exit.js';
import { openForWriting, type WritingSession } from '../session.js';
import { holidaysIn } from './icalendar.js';

const EXAMPLES = `
import writes the days of an iCalendar file (RFC 5545) into the own calendar of a policy file (ownCalendar), for the next version of the
policy with the next version of the calendar. The rest of the file is left unchanged.

apply is for holidays announced late, also from an iCalendar file. Every open complaint that uses an earlier version of the
calendar changes to the given one; deadlines recorded as missed stay missed. A repeat changes nothing.

Examples:
  redress calendar import 2027.ics acme.yaml
  redress calendar apply announced.ics --version iran@2`;

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
    .description('Writes the holidays of a file into the calendar of a policy file.')
    .action((file: string, policy: string) => importHolidays(context, file, policy));
  calendar
    .command('apply')
    .argument('<file>', 'an iCalendar file')
    .requiredOption('--version <version>', 'new name and version of the calendar: iran@2')
    .description('Adds the holidays of a file to the calendar of every open complaint.')
    .action((file: string, options: { version: string }) => apply(context, file, options.version));
}

async function importHolidays(context: CliContext, file: string, policy: string): Promise<void> {
  const holidays = holidaysIn(await readFile(file, 'utf8'));
  const outcome = addHolidays(await readFile(policy, 'utf8'), holidays);
  if ('faults' in outcome) throw new Failure(faultsOf(policy, outcome.faults), EXIT.found);
  if (outcome.added > 0) await writeWhole(policy, outcome.text);
  await context.terminal.print(
    `${outcome.added} holidays were added to ${policy}; ${holidays.length - outcome.added} were there already.`,
  );
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

async function apply(context: CliContext, file: string, version: string): Promise<void> {
  if (!/^[a-z][a-z0-9-]{0,62}@[1-9]\d{0,5}$/.test(version)) {
    throw wrongUsage(`${version} is not a calendar version. Give its name and its next number, such as iran@2.`);
  }
  const holidays = holidaysIn(await readFile(file, 'utf8'));
  const session = await openForWriting(context.config());
  try {
    const { changed, unchanged, refused } = await applyHolidays(session, version, holidays);
    await context.terminal.print(`${changed} open complaints now use ${version}; ${unchanged} had these days already.`);
    for (const [code, count] of refused)
      await context.terminal.print(`${count} were left unchanged: ${refusalText(code)}`);
    if (refused.size > 0) context.exitCode = EXIT.found;
  } finally {
    await session.close();
  }
}

const OPERATOR: CommandSource = { caller: 'cli', actor: { id: 'operator', role: 'system' } };

/** The result for the open complaints that use an earlier version of the calendar. */
interface Applied {
  readonly changed: number;
  /** Complaints that have all of these days already. */
  readonly unchanged: number;
  /** Number of refusals by code, such as `deadlines-unrecorded`. */
  readonly refused: ReadonlyMap<string, number>;
}

/** Changes every open complaint that uses an earlier version of `calendar` (`iran@2`) to it, adding the days it lacks. */
async function applyHolidays(
  session: WritingSession,
  calendar: string,
  holidays: readonly Holiday[],
): Promise<Applied> {
  let changed = 0;
  let unchanged = 0;
  const refused = new Map<string, number>();
  for (const reference of await receivedReferences(session)) {
    const { state } = await session.complaints.load(reference);
    if (state.status === 'unknown' || endedStatuses.includes(state.status)) continue;
    const before = calendarInForce(await session.policies.of(state.policyVersion), state.timeline);
    if (nameOf(before.version) !== nameOf(calendar)) continue;
    const added = holidays.filter(({ on }) => !before.holidays.some((known) => known.on === on));
    const content = { type: 'change-calendar', data: { calendar, added } } as const;
    const source = { ...OPERATOR, idempotencyKey: `calendar:${calendar}` };
    const outcome = added.length === 0 ? undefined : await session.complaints.execute(reference, content, source);
    if (outcome === undefined || (outcome.kind === 'accepted' && outcome.events.length === 0)) unchanged += 1;
    else if (outcome.kind === 'accepted') changed += 1;
    else {
      const code = outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind;
      refused.set(code, (refused.get(code) ?? 0) + 1);
    }
  }
  return { changed, unchanged, refused };
}

async function receivedReferences({ events }: WritingSession): Promise<readonly string[]> {
  const references: string[] = [];
  for await (const { stream, type } of events.readAll(LOG_START)) {
    if (type === 'ComplaintReceived' && stream.startsWith(COMPLAINT_STREAM_PREFIX))
      references.push(referenceOf(stream));
  }
  return references;
}

function nameOf(version: string): string {
  return version.slice(0, version.lastIndexOf('@'));
}
