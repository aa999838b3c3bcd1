import { isSamePerson } from '@redress/domain';
import { type IssuedLink, signInAddress } from '@redress/identity';
import { refusalText } from '@redress/platform';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, Failure, wrongUsage } from '../exit.js';
import { openOrServer, RunningServer, SERVER_HELP, type ServerOptions, withServer } from '../running-server.js';
import { OPERATOR } from './policy-desk.js';

const EXAMPLES = `
For an administrator who lost the password while no other can help, and for the first administrator of an installation whose services run
apart. The person opens the address, sets a password and is signed in: once, within 24 hours. Whoever has the address can do that, so give
it to nobody else. With REDRESS_JWKS set, members of staff sign in at that issuer instead.
${SERVER_HELP}

Examples:
  redress staff-link
  redress staff-link sara
  redress staff-link sara --server http://127.0.0.1:8080`;

/** `redress staff-link [username]` */
export function staffLinkCommand(parent: Command, context: CliContext): void {
  withServer(
    parent
      .command('staff-link')
      .argument(
        '[username]',
        'whose password the link sets (default: the first administrator, while there is no account)',
      ),
  )
    .description('Prints the address with which a member of staff sets a password.')
    .addHelpText('after', EXAMPLES)
    .action(async (username: string | undefined, options: ServerOptions) => {
      const config = context.config();
      if (!config.localSignIn) throw new Failure(refusalText('accounts-elsewhere'), EXIT.usage);
      const server = await RunningServer.named(options, context);
      const link = server === undefined ? await linkInFolder(username, context) : await linkOfServer(username, server);
      await context.terminal.print(signInAddress(config, options.server ?? `http://127.0.0.1:${config.port}`, link));
    });
}

async function linkInFolder(username: string | undefined, context: CliContext): Promise<string> {
  const session = await openOrServer(context.config());
  const { accounts } = session;
  try {
    if (username === undefined) {
      const link = await accounts.firstLink();
      if (link === undefined) throw wrongUsage('There are accounts already. Name one: redress staff-link <username>');
      return link;
    }
    const { outcome, issued } = await accounts.issueLink(accounts.personOf(username), OPERATOR);
    if (issued !== undefined) return issued.link;
    throw new Failure(refusalText(outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind), EXIT.found);
  } finally {
    await session.close();
  }
}

interface AccountPage {
  readonly items: readonly { readonly person: string; readonly username?: string }[];
  readonly next: string | null;
}

async function linkOfServer(username: string | undefined, server: RunningServer): Promise<string> {
  if (username === undefined)
    throw wrongUsage('Name an account. The first administrator gets a link when the server starts without accounts.');
  const person = await personAt(server, username);
  if (person === undefined) throw new Failure(refusalText('account-unknown'), EXIT.found);
  return (await server.post<IssuedLink>(`accounts/${person}/issue-link`, {})).link;
}

/** Looks through the list, so that the username is in no address and thus in no log of a proxy. */
async function personAt(server: RunningServer, username: string): Promise<string | undefined> {
  for (let cursor: string | null = '0'; cursor !== null;) {
    const page: AccountPage = await server.get(`accounts?limit=200&cursor=${cursor}`);
    const found = page.items.find((account) => isSamePerson(account.username ?? '', username));
    if (found !== undefined) return found.person;
    cursor = page.next;
  }
  return undefined;
}
