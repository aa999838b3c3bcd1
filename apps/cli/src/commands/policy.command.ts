import { readFile } from 'node:fs/promises';
import type { Policy } from '@redress/domain';
import type { CommandSource, Outcome } from '@redress/eventing';
import { refusalText } from '@redress/platform';
import { describeFileFault, findShippedPolicy, readPolicyFile, shippedPolicies } from '@redress/policies';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, Failure } from '../exit.js';
import { openForReading, openForWriting } from '../session.js';
import { tableOf } from '../terminal.js';

const EXAMPLES = `
A policy is a file in YAML or JSON, one version each; its schema is libs/contracts/schemas/policy.v3.json. The shipped ones
in libs/policies/presets are a start. A published version never changes: publish the next one instead. A running server locks
embedded engines; then publish by POST /api/policies/{name}/draft and /publish.

Examples:
  redress policy check acme.yaml
  redress policy publish acme.yaml
  redress policy list
  redress policy diff generic@2 acme.yaml`;

/** `redress policy check | publish | list | diff` */
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
      const { version } = await policyIn(file);
      await context.terminal.print(`${file}: ${version} has no faults.`);
    });
  policy
    .command('publish')
    .argument('<file>', 'a policy in YAML or JSON')
    .description('Drafts and publishes the version in a file; a repeat changes nothing.')
    .action(async (file: string) => {
      const checked = await policyIn(file);
      const published = await publishPolicy(context, checked);
      const { version, validFrom } = checked;
      await context.terminal.print(
        published ? `${version} is published, valid from ${validFrom}.` : `${version} was published already.`,
      );
    });
  policy
    .command('list')
    .option('--json', 'print as JSON')
    .description('Lists the versions in the log and the shipped ones.')
    .action((options: { json?: true }) => list(context, options.json === true));
  policy
    .command('diff')
    .argument('<a>', 'a file, a shipped version, or a version in the log')
    .argument('<b>', 'another')
    .description('Compares two versions value by value; exits with 1 if they differ.')
    .action(async (a: string, b: string) => {
      const lines = differences(await policyNamed(context, a), await policyNamed(context, b));
      for (const line of lines) await context.terminal.print(line);
      if (lines.length > 0) context.exitCode = EXIT.found;
    });
}

async function list(context: CliContext, json: boolean): Promise<void> {
  const session = await openForReading(context.config(), { personal: false });
  try {
    const own = (await session.policies.list()).map(({ policy, standing }) => ({ ...shown(policy), standing }));
    const shipped = shippedPolicies()
      .filter(({ version }) => !own.some((one) => one.version === version))
      .map((policy) => ({ ...shown(policy), standing: 'shipped' }));
    const items = [...own, ...shipped];
    if (json) return await context.terminal.printJson({ items });
    const rows = items.map(({ version, standing, validFrom, name }) => [version, standing, validFrom, name]);
    await context.terminal.print(tableOf(['version', 'standing', 'valid from', 'name'], rows));
  } finally {
    await session.close();
  }
}

function shown({ version, validFrom, names }: Policy) {
  return { version, validFrom, name: names.en };
}

async function policyNamed(context: CliContext, name: string): Promise<Policy> {
  const shipped = findShippedPolicy(name);
  if (shipped !== undefined) return shipped;
  if (!/^[a-z][a-z0-9-]*@\d+$/.test(name)) return policyIn(name);
  const session = await openForReading(context.config(), { personal: false });
  try {
    const found = await session.policies.find(name);
    if (found !== undefined) return found.policy;
    throw new Failure(`There is no policy ${name}. See: redress policy list`, EXIT.usage);
  } finally {
    await session.close();
  }
}

async function policyIn(file: string): Promise<Policy> {
  const read = readPolicyFile(await readFile(file, 'utf8'));
  if ('policy' in read) return read.policy;
  throw new Failure(read.faults.map((fault) => describeFileFault(file, fault)).join('\n'), EXIT.found);
}

/** Acts as administrator: access to the data folder is the permission. */
const OPERATOR: CommandSource = { caller: 'cli', actor: { id: 'operator', role: 'admin' } };

/** Drafts and publishes; returns whether anything was recorded. Throws a `Failure` if the policy is refused. */
async function publishPolicy(context: CliContext, policy: Policy): Promise<boolean> {
  const session = await openForWriting(context.config());
  try {
    const drafted = accepted(await session.policies.draft(policy, OPERATOR));
    const published = accepted(await session.policies.publish(policy.version, OPERATOR));
    return drafted + published > 0;
  } finally {
    await session.close();
  }
}

function accepted(outcome: Outcome): number {
  if (outcome.kind === 'accepted') return outcome.events.length;
  const code = outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind;
  throw new Failure(refusalText(code), EXIT.found);
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
