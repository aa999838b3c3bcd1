import { randomUUID } from 'node:crypto';
import { type StaffRole, staffRoles } from '@redress/contracts';
import { mintToken } from '@redress/platform';
import { type Command, InvalidArgumentError } from 'commander';
import type { CliContext } from '../context.js';

const EXAMPLES = `
The installation's own issuer signs the token; its key is in the data folder. With REDRESS_JWKS set, get tokens
from that issuer instead. Events name a person by --sub, never by --name. Two people need two subjects: a subject
cannot approve its own proposal.

Examples:
  redress token --role handler --name "Sara Ahmadi"
  redress token --role handler --name "Sara Ahmadi" --team Cards
  redress token --role supervisor --role compliance --name "Omid" --sub u-17 --ttl 30m
  curl -H "Authorization: Bearer $(redress token --role handler --name Sara)" http://127.0.0.1:8080/api/cases`;

interface TokenOptions {
  readonly role: readonly StaffRole[];
  readonly team?: readonly string[];
  readonly name?: string;
  readonly sub?: string;
  readonly ttl: number;
  readonly json?: true;
}

/** `redress token` */
export function tokenCommand(parent: Command, context: CliContext): void {
  parent
    .command('token')
    .requiredOption(`--role <role>`, `one of ${staffRoles.join(', ')}; may be repeated`, addRole)
    .option('--team <team>', 'team or organization unit of the person, "*" for all; may be repeated', addTeam)
    .option('--name <name>', 'name of the person')
    .option('--sub <id>', 'identifier of the person in events (default: from the name, or random)')
    .option('--ttl <time>', 'lifetime: 30m, 8h, 7d', lifetime, lifetime('8h'))
    .option('--json', 'print token, subject, roles and expiry as JSON')
    .description('Prints a token that lets a member of staff use the API.')
    .addHelpText('after', EXAMPLES)
    .action(async ({ role: roles, team: teams, name, sub = subjectOf(name), ttl: ttlSeconds, json }: TokenOptions) => {
      const claims = { sub, roles, ...(teams && { teams }), ...(name !== undefined && { name }) };
      const token = await mintToken(context.config(), { ...claims, ttlSeconds });
      if (!json) return context.terminal.print(token);
      const expiresAt = new Date(Date.now() + ttlSeconds * 1_000).toISOString();
      await context.terminal.printJson({ token, sub, roles, ...(teams && { teams }), expiresAt });
    });
}

function addRole(text: string, before: readonly StaffRole[] = []): readonly StaffRole[] {
  const role = staffRoles.find((known) => known === text);
  if (role === undefined) throw new InvalidArgumentError(`Use one of: ${staffRoles.join(', ')}.`);
  return before.includes(role) ? before : [...before, role];
}

function addTeam(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

const SECONDS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3_600, d: 86_400 };
const SECONDS_MAX = 365 * 86_400;

/** `8h`, `30m`, `7d` in seconds, at most a year: tokens cannot be revoked. */
export function lifetime(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,8})([smhd])$/.exec(text) ?? [];
  const seconds = Number(number) * (SECONDS[unit] ?? 0);
  if (seconds < 1 || seconds > SECONDS_MAX) {
    throw new InvalidArgumentError('A lifetime is a number with s, m, h or d, at most 365d: 8h.');
  }
  return seconds;
}

const LENGTH_MAX = 60;

/** Derives the person's identifier in events: `Sara Ahmadi` -> `sara-ahmadi`; random when the name has no Latin letters or digits. */
export function subjectOf(name: string | undefined): string {
  const words =
    (name ?? '')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const subject = words.join('-').slice(0, LENGTH_MAX);
  return subject === '' ? `staff-${randomUUID()}` : subject;
}
