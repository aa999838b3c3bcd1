import { ACCOUNTS_MAX } from '@redress/contracts';
import {
  type AccountEvent,
  type Instant,
  isAdministrator,
  opensWith,
  type PastAccountEvent,
  type StaffAccount,
  staffAccount,
  type StaffCommand,
  type StaffRefusalCode,
} from '@redress/domain';
import {
  commandContext,
  CommandHandler,
  type CommandSource,
  type DecidedEvent,
  type Decider,
  type EventCodec,
  type EventStore,
  KeptStreams,
  type Outcome,
  sourceOfOnce,
} from '@redress/eventing';
import {
  type KnownAccount,
  type ServerSecrets,
  STAFF_DIRECTORY_STREAM,
  type StaffAccounts,
  staffStream,
} from '@redress/platform';
import { AccountLinks } from './account-links.js';

/** Enters a person in the list; as the first, only into an empty one. */
interface ListPerson {
  readonly person: string;
  readonly isFirst: boolean;
}

const directoryDecider: Decider<ListPerson, readonly string[], DecidedEvent> = {
  initialState: [],
  decide: ({ person, isFirst }, people) => {
    // Listed by an attempt that got no further.
    if (people.includes(person)) return [];
    if (isFirst && people.length > 0) return { refused: 'link-refused' satisfies StaffRefusalCode };
    if (people.length >= ACCOUNTS_MAX) return { refused: 'too-many-accounts', details: { most: ACCOUNTS_MAX } };
    return [{ type: 'AccountListed', data: { person } }];
  },
  evolve: (people, { data }) => [...people, data['person'] as string],
};

const accountDecider: Decider<StaffCommand, StaffAccount, AccountEvent> = {
  initialState: staffAccount.initialState,
  decide: (command, account) => staffAccount.decide(command, account),
  evolve: (account, event) => staffAccount.evolve(account, event as unknown as PastAccountEvent),
  // Passwords and names make no difference to what is decided.
  wordsUnused: new Set<AccountEvent['type']>([
    'AccountOpened',
    'AccountPasswordSet',
    'AccountPasswordRehashed',
    'AccountRenamed',
    'PasskeyAdded',
  ]),
};

export interface AccountsOptions {
  readonly store: EventStore;
  readonly codec: EventCodec;
  readonly secrets: ServerSecrets;
  readonly accounts: StaffAccounts;
  readonly now: () => Instant;
  /** Called after sessions of a person may have ended. */
  readonly onChanged?: (person: string) => Promise<void>;
}

type Data<Type extends StaffCommand['type']> = Extract<
  StaffCommand,
  { readonly type: Type; readonly data: object }
>['data'];

/** What is recorded of somebody who comes from the issuer. */
export type EnteringFromIssuer = Data<'start-session-from-issuer'>;

/** An account with the id of its person. */
export interface KnownPerson extends KnownAccount {
  readonly person: string;
}

/** A link as whoever issued it is shown it. */
export interface IssuedLink {
  readonly link: string;
  readonly expiresAt: Instant;
}

/** What a command that issues a link came to; the link as long as no other took its place and nobody has used it. */
export interface LinkOutcome {
  readonly person: string;
  readonly outcome: Outcome;
  readonly issued?: IssuedLink;
}

/** What a link sets a password for. */
export type UsableLink =
  { readonly for: 'first' } | { readonly for: 'account'; readonly person: string; readonly id: string };

/**
 * The accounts of members of staff: commands on them, and all of them. Errors: those of `EventStore`, `EventCodec` and `CommandHandler`.
 */
export class Accounts {
  private readonly links: AccountLinks;
  private readonly handler: CommandHandler<StaffCommand, StaffAccount, AccountEvent>;
  private readonly directory: CommandHandler<ListPerson, readonly string[], DecidedEvent>;
  private readonly listed: KeptStreams<readonly string[]>;

  constructor(private readonly options: AccountsOptions) {
    const { store, codec, secrets } = options;
    this.links = new AccountLinks(secrets);
    this.handler = new CommandHandler({ decider: accountDecider, store, codec });
    this.directory = new CommandHandler({ decider: directoryDecider, store, codec });
    this.listed = new KeptStreams({ decider: directoryDecider, store, codec });
  }

  /** The id of the person with a username, whether or not there is one. */
  personOf(username: string): string {
    return this.options.accounts.personOf(username);
  }

  /** Opens an account, whose person sets a password with the link. */
  async invite(data: Omit<Data<'invite'>, 'expiresAt'>, source: CommandSource): Promise<LinkOutcome> {
    const person = this.personOf(data.username);
    const listed = await this.list({ person, isFirst: false }, source);
    // The end of the link is no part of the command, so that a later repeat of it is one.
    const issue = (expiresAt: Instant): StaffCommand => ({ type: 'invite', data: { ...data, expiresAt } });
    return this.withLink(
      person,
      issue,
      { said: data, refused: listed.kind === 'accepted' ? undefined : listed },
      source,
    );
  }

  /** Issues a link to somebody with an account, which takes the place of an earlier one. */
  issueLink(person: string, source: CommandSource): Promise<LinkOutcome> {
    return this.withLink(person, (expiresAt) => ({ type: 'issue-link', data: { expiresAt } }), { said: {} }, source);
  }

  /** Opens the account of the first administrator, with a password. */
  async found(data: Data<'found'>, source: CommandSource): Promise<Outcome> {
    const person = this.personOf(data.username);
    const listed = await this.list({ person, isFirst: true }, source);
    return listed.kind === 'accepted' ? this.decide(person, { type: 'found', data }, source) : listed;
  }

  /** Lets somebody in whom the issuer has vouched for, with an account that is opened for them if they have none. */
  async enter(person: string, data: EnteringFromIssuer, source: CommandSource): Promise<Outcome> {
    const listed = await this.list({ person, isFirst: false }, source);
    if (listed.kind !== 'accepted') return listed;
    return this.decide(person, { type: 'start-session-from-issuer', data }, source);
  }

  /** Decides a command on an account. */
  async decide(person: string, command: StaffCommand, source: CommandSource): Promise<Outcome> {
    const content = 'data' in command ? command.data : {};
    const context = this.context(person, command.type, content, source);
    const outcome = await this.handler.handle(staffStream(person), command, context);
    if (outcome.kind === 'accepted') await this.options.onChanged?.(person);
    return outcome;
  }

  /** The link for the first administrator; undefined once there is an account. */
  async firstLink(): Promise<string | undefined> {
    return (await this.isEmpty()) ? this.links.first(this.options.now()) : undefined;
  }

  /** What a link sets a password for, now; undefined for one that is wrong, was used, or has ended. */
  async usable(text: string): Promise<UsableLink | undefined> {
    const link = this.links.read(text);
    if (link === undefined) return undefined;
    const now = this.options.now();
    if (link.for === 'first') {
      const isUsable = this.links.provesFirst(link, now) && (await this.isEmpty());
      return isUsable ? { for: 'first' } : undefined;
    }
    const { person } = link;
    const account = (await this.options.accounts.of(person))?.account;
    const id = account?.link?.id;
    if (account === undefined || id === undefined || !this.links.proves(link, id)) return undefined;
    return opensWith(account, id, now) ? { for: 'account', person, id } : undefined;
  }

  /** Every account, in the order in which they were opened. */
  async all(): Promise<readonly KnownPerson[]> {
    const people = await this.listed.load(STAFF_DIRECTORY_STREAM);
    const known = await Promise.all(
      people.map(async (person) => ({ person, known: await this.options.accounts.of(person) })),
    );
    // Of somebody who was listed by an attempt that got no further, nothing is known.
    return known.flatMap(({ person, known }) => (known === undefined ? [] : [{ person, ...known }]));
  }

  /** Whether a person is the only one who can administer. */
  async isLastAdministrator(person: string): Promise<boolean> {
    const administrators = (await this.all()).filter(({ account }) => isAdministrator(account));
    return administrators.length === 1 && administrators[0]?.person === person;
  }

  private async isEmpty(): Promise<boolean> {
    return (await this.all()).length === 0;
  }

  private list(entry: ListPerson, source: CommandSource): Promise<Outcome> {
    return this.directory.handle(STAFF_DIRECTORY_STREAM, entry, {
      ...this.context(entry.person, 'list', entry, sourceOfOnce(source)),
      subject: STAFF_DIRECTORY_STREAM,
    });
  }

  private async withLink(
    person: string,
    command: (expiresAt: Instant) => StaffCommand,
    { said, refused }: { readonly said: object; readonly refused?: Outcome | undefined },
    source: CommandSource,
  ): Promise<LinkOutcome> {
    const context = this.context(person, 'link', said, source);
    const ends = AccountLinks.endOf(context.now);
    const outcome = refused ?? (await this.handler.handle(staffStream(person), command(ends), context));
    const current = (await this.options.accounts.of(person))?.account.link;
    if (outcome.kind !== 'accepted' || current?.id !== context.commandId) return { person, outcome };
    const issued = { link: this.links.ofAccount(person, current.id), expiresAt: current.expiresAt };
    return { person, outcome, issued };
  }

  private context(person: string, type: string, content: object, source: CommandSource) {
    const { now, secrets } = this.options;
    const commandHash = secrets.commandHash({ type, content });
    return commandContext(source, staffStream(person), { commandHash, now: now(), subject: person });
  }
}
