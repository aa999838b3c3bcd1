import { readFile } from 'node:fs/promises';
import { localDate, type Policy, policyCalendar } from '@redress/domain';
import { staffListIn, timeSourceOf } from '@redress/platform';
import {
  describeFileFault,
  findShippedPolicy,
  LIST_ENDS_DAYS,
  policyContentHash,
  readPolicyFile,
} from '@redress/policies';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, Failure } from '../exit.js';
import { SERVER_HELP, type ServerOptions, withServer } from '../running-server.js';
import { tableOf } from '../terminal.js';
import { type PolicyContent, type PolicyDesk, policyDesk } from './policy-desk.js';

const EXAMPLES = `
A policy is a file in YAML or JSON, one version each; its schema is libs/contracts/schemas/policy.v4.json. The shipped ones
in libs/policies/presets are a start. A published version never changes: publish the next one instead. With REDRESS_POLICY_APPROVAL=two
one person proposes a version and another approves it, under their own name: with a token of theirs, or in the browser.
${SERVER_HELP}

Examples:
  redress policy check acme.yaml
  redress policy publish acme.yaml
  redress policy publish acme.yaml --server http://127.0.0.1:8080
  redress policy draft acme.yaml
  redress policy publish acme@1
  redress policy propose acme.yaml
  redress policy approve acme.yaml --server http://127.0.0.1:8080 --token-file mine.jwt
  redress policy reject acme@1 --reason 'The limit is too long.' --server http://127.0.0.1:8080 --token-file mine.jwt
  redress policy withdraw acme@1
  redress policy retire acme@1
  redress policy list
  redress policy diff generic@2 acme.yaml`;

const VERSION = /^[a-z][a-z0-9-]*@\d+$/;

/** `redress policy check | draft | propose | approve | reject | withdraw | publish | retire | list | diff` */
export function policyCommand(parent: Command, context: CliContext): void {
  const policy = parent
    .command('policy')
    .description('Checks, publishes and compares policies.')
    .addHelpText('after', EXAMPLES);
  policy
    .command('check')
    .argument('<file>', 'a policy in YAML or JSON')
    .description('Reports every fault of a policy file by line and column.')
    .action(async (file: string) => {
      const checked = await policyIn(context, file);
      await context.terminal.print(`${file}: ${checked.version} has no faults.`);
      for (const line of calendarRemarks(checked, todayFor(context, checked))) context.terminal.remark(line);
    });
  withServer(policy.command('draft'))
    .argument('<file>', 'a policy in YAML or JSON')
    .description('Writes a version down, or anew, until it is published.')
    .action(async (file: string, options: ServerOptions) => {
      const checked = await policyIn(context, file);
      const isNew = await (await policyDesk(options, context)).draft(checked);
      const { version } = checked;
      await context.terminal.print(
        isNew ? `${version} is drafted.` : `${version} was there already, with this content.`,
      );
    });
  withServer(policy.command('propose'))
    .argument('<policy>', 'a policy in YAML or JSON, or a drafted version')
    .option('--reason <text>', 'what whoever approves should know')
    .description('Drafts and proposes the version in a file, or proposes a drafted one, to others who may publish.')
    .action((named: string, options: DecidingOptions) => propose(context, named, options));
  withServer(policy.command('approve'))
    .argument('<policy>', 'the file that you read, or a version as it is now')
    .option('--reason <text>', 'for the history')
    .description('Approves and publishes what another person proposed and wrote, if it has this content.')
    .action((named: string, options: DecidingOptions) => decideOn(context, 'approve', named, options));
  withServer(policy.command('reject'))
    .argument('<policy>', 'the file that you read, or a version as it is now')
    .requiredOption('--reason <text>', 'what must change')
    .description('Rejects what another person proposed and wrote, if it has this content. It stays a draft.')
    .action((named: string, options: DecidingOptions) => decideOn(context, 'reject', named, options));
  withServer(policy.command('withdraw'))
    .argument('<version>', 'a proposed version: acme@1')
    .description('Takes back a proposal of your own. It stays a draft.')
    .action(async (version: string, options: ServerOptions) => {
      const isNew = await (await policyDesk(options, context)).withdrawProposal(version);
      await context.terminal.print(isNew ? `${version} is not proposed any more.` : `${version} was not proposed.`);
    });
  withServer(policy.command('publish'))
    .argument('<policy>', 'a policy in YAML or JSON, or a drafted version')
    .description('Drafts and publishes the version in a file, or publishes a drafted one; a repeat changes nothing.')
    .action((named: string, options: ServerOptions) => publish(context, named, options));
  withServer(policy.command('retire'))
    .argument('<version>', 'a published version: acme@1')
    .description('Lets no further complaint fall under a version. Those under it stay under it.')
    .action(async (version: string, options: ServerOptions) => {
      const isNew = await (await policyDesk(options, context)).retire(version);
      await context.terminal.print(isNew ? `${version} is retired.` : `${version} was retired already.`);
    });
  withServer(policy.command('list'))
    .option('--json', 'print as JSON')
    .description('Lists the versions in the log and the shipped ones.')
    .action((options: ServerOptions & { json?: true }) => list(context, options));
  withServer(policy.command('diff'))
    .argument('<a>', 'a file, a shipped version, or a version in the log')
    .argument('<b>', 'another')
    .description('Compares two versions value by value; exits with 1 if they differ.')
    .action(async (a: string, b: string, options: ServerOptions) => {
      const desk = await policyDesk(options, context);
      const lines = differences(await policyNamed(context, desk, a), await policyNamed(context, desk, b));
      for (const line of lines) await context.terminal.print(line);
      if (lines.length > 0) context.exitCode = EXIT.found;
    });
}

interface DecidingOptions extends ServerOptions {
  readonly reason?: string;
}

async function propose(context: CliContext, named: string, { reason, ...options }: DecidingOptions): Promise<void> {
  const desk = await policyDesk(options, context);
  const isFile = !VERSION.test(named);
  const policy = isFile ? await policyIn(context, named) : await policyNamed(context, desk, named);
  const remarks = calendarRemarks(policy, todayFor(context, policy));
  if (isFile) await desk.draft(policy);
  const isNew = await desk.propose(contentOf(policy, reason));
  const { version } = policy;
  await context.terminal.print(
    isNew ? `${version} is proposed, and waits for another person to approve it.` : `${version} was proposed already.`,
  );
  for (const line of remarks) context.terminal.remark(line);
}

async function decideOn(
  context: CliContext,
  decision: 'approve' | 'reject',
  named: string,
  { reason, ...options }: DecidingOptions,
): Promise<void> {
  const desk = await policyDesk(options, context);
  const policy = await policyNamed(context, desk, named);
  const today = todayFor(context, policy);
  const isApproving = decision === 'approve';
  const remarks = isApproving ? calendarRemarks(policy, today) : [];
  const isNew = await desk[decision](contentOf(policy, reason));
  const { version } = policy;
  const done = isApproving ? `is approved and published${inForce(policy, today)}` : 'is rejected, and stays a draft.';
  const before = isApproving ? 'was published already.' : 'was rejected already.';
  await context.terminal.print(`${version} ${isNew ? done : before}`);
  for (const line of remarks) context.terminal.remark(line);
}

function contentOf(policy: Policy, reason: string | undefined): PolicyContent {
  return { version: policy.version, contentHash: policyContentHash(policy), ...(reason !== undefined && { reason }) };
}

async function publish(context: CliContext, named: string, options: ServerOptions): Promise<void> {
  const desk = await policyDesk(options, context);
  const isFile = !VERSION.test(named);
  const policy = isFile ? await policyIn(context, named) : await policyNamed(context, desk, named);
  const today = todayFor(context, policy);
  const remarks = calendarRemarks(policy, today);
  const drafted = isFile && (await desk.draft(policy));
  const published = await desk.publish(policy.version);
  const { version } = policy;
  await context.terminal.print(
    drafted || published ? `${version} is published${inForce(policy, today)}` : `${version} was published already.`,
  );
  for (const line of remarks) context.terminal.remark(line);
}

/** `, and in force since 2026-01-01.` */
function inForce({ validFrom, validTo }: Policy, today: string): string {
  if (validFrom > today) {
    return `, valid from ${validFrom}. It is not in force yet: until then complaints fall under what is in force now.`;
  }
  if (validTo !== undefined && validTo < today) return `. It is not in force any more: it was valid to ${validTo}.`;
  return `, valid from ${validFrom}: it is in force, for complaints received from now on.`;
}

/** Today where the policy's calendar is. */
function todayFor(context: CliContext, policy: Policy): string {
  return localDate(policyCalendar(policy), timeSourceOf(context.config()).now());
}

/** Says that the calendar ends soon. Throws a `Failure` for one that has ended: no clock in business time would ever fall due. */
function calendarRemarks(policy: Policy, today: string): readonly string[] {
  const { calendar, clocks } = policy;
  const { covers } = policyCalendar(policy);
  const needsDays = clocks.some(({ limit }) => limit.unit.startsWith('business'));
  if (covers === undefined || !needsDays) return [];
  const known = `The calendar ${calendar} knows its holidays to ${covers.to} only`;
  const advice = 'redress calendar import writes more into a policy with an own calendar (ownCalendar).';
  if (covers.to < today) {
    throw new Failure(`${known}, so clocks in business time would not run. Use a later version: ${advice}`, EXIT.found);
  }
  const soon = Temporal.PlainDate.from(today).add({ days: LIST_ENDS_DAYS }).toString();
  return covers.to <= soon ? [`${known}. Dates beyond are not told to anybody. Plan the next version: ${advice}`] : [];
}

async function list(context: CliContext, { json, ...options }: ServerOptions & { json?: true }): Promise<void> {
  const items = await (await policyDesk(options, context)).list();
  if (json) return await context.terminal.printJson({ items });
  const rows = items.map(({ version, standing, validFrom, name }) => [version, standing, validFrom, name]);
  await context.terminal.print(tableOf(['version', 'standing', 'valid from', 'name'], rows));
}

async function policyNamed(context: CliContext, desk: PolicyDesk, name: string): Promise<Policy> {
  const shipped = findShippedPolicy(name);
  if (shipped !== undefined) return shipped;
  if (!VERSION.test(name)) return policyIn(context, name);
  const found = await desk.find(name);
  if (found !== undefined) return found;
  throw new Failure(`There is no policy ${name}. See: redress policy list`, EXIT.usage);
}

async function policyIn(context: CliContext, file: string): Promise<Policy> {
  const read = readPolicyFile(await readFile(file, 'utf8'), staffListIn(context.config()));
  if ('policy' in read) return read.policy;
  throw new Failure(read.faults.map((fault) => describeFileFault(file, fault)).join('\n'), EXIT.found);
}

/** Compares two JSON values by pointer: `/retentionYears: 6 -> 7`; `-` stands for a missing value. */
function differences(before: unknown, after: unknown, pointer = ''): readonly string[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(before[name], after[name], `${pointer}/${name}`));
  }
  const [left, right] = [JSON.stringify(before), JSON.stringify(after)] as readonly (string | undefined)[];
  return left === right ? [] : [`${pointer}: ${left ?? '-'} -> ${right ?? '-'}`];
}

/** Includes arrays, which are compared item by item, by position. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
