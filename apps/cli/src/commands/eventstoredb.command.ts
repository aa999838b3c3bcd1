import type { AccessLists, EventStoreDbUser } from '@redress/engine-eventstoredb';
import { type RedressConfig, schemeOf } from '@redress/platform';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { wrongUsage } from '../exit.js';
import { openEvents } from '../session.js';
import { tableOf } from '../terminal.js';

/** Names an administrator's connection string. Only this command reads it, so that no service ever has it. */
const ADMINISTRATOR = 'REDRESS_EVENT_STORE_ADMIN';

const EXAMPLES = `
Prints the access control lists with which the user in REDRESS_EVENT_STORE may read the log, and read and write streams, while only
administrators may change metadata and delete: these are what cuts a stream or removes it. --apply creates that user, with the password
in REDRESS_EVENT_STORE, writes the lists that differ as the administrator in ${ADMINISTRATOR}, and reads the log as the user.
The lists hold for every stream of the server: name other programs' users or groups with --also.

Examples:
  redress eventstoredb permissions
  redress eventstoredb permissions --also reporting --json
  ${ADMINISTRATOR}='esdb://admin:PASSWORD@host:2113?tls=true' redress eventstoredb permissions --apply`;

interface PermissionsOptions {
  readonly also?: readonly string[];
  readonly apply?: true;
  readonly json?: true;
}

/** `redress eventstoredb permissions` */
export function eventStoreDbCommand(parent: Command, context: CliContext): void {
  parent
    .command('eventstoredb')
    .description('Sets up an EventStoreDB for Redress.')
    .addHelpText('after', '\nExamples:\n  redress eventstoredb permissions --help')
    .command('permissions')
    .option('--also <names...>', 'users or groups of other programs that read and write streams of this server')
    .option('--apply', 'create the user and write the lists')
    .option('--json', 'print as JSON, as the server stores the lists')
    .description('Prints or sets the least rights with which Redress works.')
    .addHelpText('after', EXAMPLES)
    .action((options: PermissionsOptions) => permissions(context, options));
}

async function permissions(context: CliContext, { also = [], apply, json }: PermissionsOptions): Promise<void> {
  const { leastRights } = await import('@redress/engine-eventstoredb');
  const config = context.config();
  const user = await userIn(config);
  const lists = leastRights(user.username, also);
  const done = apply ? await set(context, config, user, lists) : undefined;
  if (json) return context.terminal.printJson({ user: user.username, lists, ...done });
  await context.terminal.print(tableOf(['in', 'list', 'right', 'held by'], rowsOf(lists)));
  if (done === undefined) {
    return context.terminal.remark(`Nothing was changed. --apply sets them, as the administrator in ${ADMINISTRATOR}.`);
  }
  const written = done.written.length === 0 ? 'were as they should be' : `were written: ${done.written.join(', ')}`;
  await context.terminal.print(
    `The user ${user.username} ${done.created ? 'was created' : 'was there already'}; the lists ${written}. The user can read the log.`,
  );
}

/** Sets them, and reads the log as the user, who could not before. Throws what the engine throws. */
async function set(context: CliContext, config: RedressConfig, user: EventStoreDbUser, lists: AccessLists) {
  const { setPermissions } = await import('@redress/engine-eventstoredb');
  const done = await setPermissions({ url: await administratorIn(context.env), user, lists });
  await (await openEvents(config)).close();
  return done;
}

/** The user of the event store. Throws a usage failure if there is none, or no EventStoreDB. */
async function userIn({ eventStore }: RedressConfig): Promise<EventStoreDbUser> {
  const { eventStoreDbUrlFault, eventStoreDbUserOf } = await import('@redress/engine-eventstoredb');
  if (!['esdb', 'esdb+discover'].includes(schemeOf(eventStore))) {
    throw wrongUsage(
      'REDRESS_EVENT_STORE is no EventStoreDB; for example "esdb://redress:PASSWORD@host:2113?tls=true"',
    );
  }
  const fault = eventStoreDbUrlFault(eventStore);
  if (fault !== undefined) throw wrongUsage(`REDRESS_EVENT_STORE ${fault.problem} For example ${fault.example}`);
  const user = eventStoreDbUserOf(eventStore);
  if (user !== undefined) return user;
  throw wrongUsage(
    'REDRESS_EVENT_STORE names no user. A server without TLS has none, and its lists have no effect: ' +
      'use TLS, and for example "esdb://redress:PASSWORD@host:2113?tls=true"',
  );
}

async function administratorIn(env: NodeJS.ProcessEnv): Promise<string> {
  const { eventStoreDbUrlFault, eventStoreDbUserOf } = await import('@redress/engine-eventstoredb');
  const url = env[ADMINISTRATOR] ?? '';
  const example = `For example ${ADMINISTRATOR}="esdb://admin:PASSWORD@host:2113?tls=true"`;
  if (url === '') throw wrongUsage(`${ADMINISTRATOR} is not set: it names an administrator. ${example}`);
  // The value holds a password, so no message repeats it.
  const fault = eventStoreDbUrlFault(url);
  if (fault !== undefined) throw wrongUsage(`${ADMINISTRATOR} ${fault.problem} ${example}`);
  if (eventStoreDbUserOf(url) === undefined) throw wrongUsage(`${ADMINISTRATOR} names no user. ${example}`);
  return url;
}

function rowsOf({ $settings, $all }: AccessLists): readonly (readonly string[])[] {
  const rows = (where: string, list: string, rights: object): readonly (readonly string[])[] =>
    Object.entries(rights as Readonly<Record<string, readonly string[]>>).map(([right, holders]) => [
      where,
      list,
      right,
      holders.join(', '),
    ]);
  return [
    ...Object.entries($settings).flatMap(([list, rights]) => rows('$settings', list, rights)),
    ...rows('metadata of $all', '$acl', $all.$acl),
  ];
}
