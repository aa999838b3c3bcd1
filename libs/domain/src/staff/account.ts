import type {
  BrowserFamily,
  EventData,
  Language,
  OpenedEventData,
  SignInWay,
  StaffEvent as AnyStaffEvent,
  StaffEventType,
  StaffRole,
  SystemFamily,
} from '@redress/contracts';
import { sameContent } from '../complaint/command.js';
import { isAfter, type Instant } from '../instant.js';

/** The list of accounts has a stream of its own. */
type AccountEventType = Exclude<StaffEventType, 'AccountListed'>;
/** These names are the storage format. */
export type AccountEvent = Extract<AnyStaffEvent, { readonly type: AccountEventType }>;

/**
 * The account with which a member of staff signs in, in the stream `staff-<person>`. It is opened by an invitation, or as that of the first
 * administrator, and never removed: what its person did stays theirs. Who they are and their password are in the events, sealed, and not in
 * this state, which is read with every request.
 */
export interface StaffAccount {
  /** False before the first event. */
  readonly isOpen: boolean;
  readonly roles: readonly StaffRole[];
  readonly teams?: readonly string[];
  readonly language?: Language;
  readonly isDisabled: boolean;
  /** The person at the issuer whose account it is. Absent for one that nobody has signed in to from there. */
  readonly issuerSubject?: string;
  /** Names the password: the command that set it. Absent until the first link was used. */
  readonly password?: string;
  readonly link?: AccountLink;
  /** In the order in which they were added. */
  readonly passkeys: readonly StaffPasskey[];
  /** Newest last. */
  readonly sessions: readonly StaffSession[];
}

/** A link that was not used yet; it is named after the command that issued it. */
export interface AccountLink {
  readonly id: string;
  readonly expiresAt: Instant;
}

export interface StaffSession {
  /** SHA-256 of its secret. */
  readonly id: string;
  /** When it ends, however much it is used. */
  readonly endsAt: Instant;
  readonly startedAt: Instant;
  /** Absent for those that began before this was recorded. */
  readonly by?: SignInWay;
}

/** The families of browser and system with which somebody signed in, as far as they are known. */
export interface SignInDevice {
  readonly browser?: BrowserFamily;
  readonly system?: SystemFamily;
}

/** A session that is about to start. */
interface StartingSession extends SignInDevice {
  readonly id: string;
  readonly endsAt: Instant;
}

/** A key pair of which the person has the private half. */
export interface StaffPasskey {
  readonly id: string;
  /** How often its authenticator said that it signed. */
  readonly counter: number;
  readonly addedAt: Instant;
  /** Absent until somebody signs in with it. */
  readonly usedAt?: Instant;
}

/** What was given and found right: a password or a link, by the name of the password, or a passkey. */
export type SignInProof =
  | { readonly by: 'password' | 'link'; readonly password: string }
  | { readonly by: 'passkey'; readonly passkey: string; readonly counter: number };

/** What somebody may do, and for whom. */
interface Access {
  readonly roles: readonly StaffRole[];
  readonly teams?: readonly string[];
}

interface Opening extends Access {
  readonly username: string;
  readonly name: string;
  readonly language?: Language;
}

/** What is recorded of a passkey; credential and public key are in base64url. */
type OpenedPasskey = EventData<'PasskeyAdded'>;

/** Passwords are hashes in the form of PHC strings. */
export type StaffCommand =
  | { readonly type: 'invite'; readonly data: Opening & { readonly expiresAt: Instant } }
  | { readonly type: 'found'; readonly data: Opening & { readonly password: string } }
  | { readonly type: 'issue-link'; readonly data: { readonly expiresAt: Instant } }
  | {
      readonly type: 'use-link';
      readonly data: { readonly link: string; readonly at: Instant; readonly password: string; readonly name?: string };
    }
  | {
      readonly type: 'change-password';
      /** `from` names the password that was given; `keeps` is the session that goes on. */
      readonly data: { readonly from: string; readonly password: string; readonly keeps?: string };
    }
  | {
      readonly type: 'rehash-password';
      /** `of` names the password that was hashed anew. */
      readonly data: { readonly of: string; readonly password: string };
    }
  | { readonly type: 'change-roles'; readonly data: Access }
  | { readonly type: 'disable' }
  | { readonly type: 'enable' }
  | {
      readonly type: 'add-passkey';
      /** `from` names the password that was given. */
      readonly data: OpenedPasskey & { readonly from: string };
    }
  | { readonly type: 'remove-passkey'; readonly data: { readonly passkey: string } }
  | {
      readonly type: 'start-session';
      readonly data: StartingSession & { readonly proof: SignInProof };
    }
  | {
      readonly type: 'start-session-from-issuer';
      /** What the issuer says of the person, with the name only where it is another one than is known. */
      readonly data: Omit<Opening, 'name' | 'language'> & {
        readonly name?: string;
        readonly subject: string;
        /** Whether an account that nobody has tied yet has exactly this username. */
        readonly isTheirs: boolean;
        readonly session: StartingSession;
      };
    }
  | { readonly type: 'end-session'; readonly data: { readonly session: string } };

/** Codes of refusals. The name and the meaning of a code never change. */
export const staffRefusalCodes = [
  'account-unknown',
  'account-disabled',
  'username-taken',
  'link-refused',
  'sign-in-refused',
  'current-password-refused',
  'passkey-refused',
  'passkey-exists',
  'too-many-passkeys',
  'issuer-account-taken',
] as const;
export type StaffRefusalCode = (typeof staffRefusalCodes)[number];
export interface StaffRefusal {
  readonly refused: StaffRefusalCode;
  readonly details?: { readonly most: number };
}

/** One who signs in from everywhere forgets some sessions: the oldest ends. */
const SESSIONS_MAX = 20;
/** More than anybody has devices. */
const PASSKEYS_MAX = 10;

const initialState: StaffAccount = { isOpen: false, roles: [], isDisabled: false, passkeys: [], sessions: [] };

/** Events to record (none if nothing would change), or a refusal. */
function decide(command: StaffCommand, account: StaffAccount): readonly AccountEvent[] | StaffRefusal {
  if (command.type === 'invite') {
    const { expiresAt, ...opening } = command.data;
    return opened(opening, account, { type: 'AccountLinkIssued', data: { expiresAt } });
  }
  if (command.type === 'found') {
    const { password, ...opening } = command.data;
    return opened(opening, account, { type: 'AccountPasswordSet', data: { password, by: 'link' } });
  }
  if (command.type === 'start-session-from-issuer') return startFromIssuer(command.data, account);
  return account.isOpen ? decideOnOpen(command, account) : { refused: 'account-unknown' };
}

function opened(
  opening: Opening,
  { isOpen }: StaffAccount,
  next: AccountEvent,
): readonly AccountEvent[] | StaffRefusal {
  return isOpen ? { refused: 'username-taken' } : [{ type: 'AccountOpened', data: opening }, next];
}

function decideOnOpen(
  command: Exclude<StaffCommand, { readonly type: 'invite' | 'found' | 'start-session-from-issuer' }>,
  account: StaffAccount,
): readonly AccountEvent[] | StaffRefusal {
  const { isDisabled, sessions } = account;
  switch (command.type) {
    case 'issue-link':
      return isDisabled ? { refused: 'account-disabled' } : [{ type: 'AccountLinkIssued', data: command.data }];
    case 'use-link':
      return useLink(command.data, account);
    case 'change-password': {
      const { from, ...data } = command.data;
      if (isDisabled || from !== account.password) return { refused: 'current-password-refused' };
      return [{ type: 'AccountPasswordSet', data: { ...data, by: 'owner' } }];
    }
    case 'rehash-password': {
      const { of, password } = command.data;
      // Changed meanwhile: the new one has today's cost.
      return of === account.password ? [{ type: 'AccountPasswordRehashed', data: { password } }] : [];
    }
    case 'change-roles':
      return sameContent(command.data, accessOf(account)) ? [] : [{ type: 'AccountRolesChanged', data: command.data }];
    case 'disable':
      return isDisabled ? [] : [{ type: 'AccountDisabled', data: {} }];
    case 'enable':
      return isDisabled ? [{ type: 'AccountEnabled', data: {} }] : [];
    case 'add-passkey':
      return addPasskey(command.data, account);
    case 'remove-passkey':
      return account.passkeys.some(({ id }) => id === command.data.passkey)
        ? [{ type: 'PasskeyRemoved', data: command.data }]
        : [];
    case 'start-session':
      return startSession(command.data, account);
    case 'end-session':
      return sessions.some(({ id }) => id === command.data.session)
        ? [{ type: 'SessionEnded', data: command.data }]
        : [];
  }
}

function useLink(
  { link, at, password, name }: Extract<StaffCommand, { readonly type: 'use-link' }>['data'],
  account: StaffAccount,
): readonly AccountEvent[] | StaffRefusal {
  if (!opensWith(account, link, at)) return { refused: 'link-refused' };
  return [
    ...(name === undefined ? [] : [{ type: 'AccountRenamed', data: { name } } as const]),
    // Whoever needs a link has lost something, or somebody else may have come in: nothing of before opens the account any more.
    ...account.passkeys.map(({ id }) => ({ type: 'PasskeyRemoved', data: { passkey: id } }) as const),
    { type: 'AccountPasswordSet', data: { password, by: 'link' } },
  ];
}

function addPasskey(
  { from, ...added }: Extract<StaffCommand, { readonly type: 'add-passkey' }>['data'],
  { isDisabled, password, passkeys }: StaffAccount,
): readonly AccountEvent[] | StaffRefusal {
  if (isDisabled || from !== password) return { refused: 'current-password-refused' };
  if (passkeys.some(({ id }) => id === added.passkey)) return { refused: 'passkey-exists' };
  if (passkeys.length >= PASSKEYS_MAX) return { refused: 'too-many-passkeys', details: { most: PASSKEYS_MAX } };
  return [{ type: 'PasskeyAdded', data: added }];
}

function startSession(
  { id: session, proof, ...starting }: Extract<StaffCommand, { readonly type: 'start-session' }>['data'],
  { isDisabled, password, passkeys }: StaffAccount,
): readonly AccountEvent[] | StaffRefusal {
  const { by } = proof;
  const started = { type: 'SessionStarted', data: { session, ...starting, by } } as const;
  if (by !== 'passkey') {
    return isDisabled || proof.password !== password ? { refused: 'sign-in-refused' } : [started];
  }
  const { passkey, counter } = proof;
  const known = passkeys.find(({ id }) => id === passkey);
  if (isDisabled || known === undefined || !goesOn(known.counter, counter)) return { refused: 'passkey-refused' };
  return [{ type: 'PasskeyUsed', data: { passkey, counter } }, started];
}

/** The issuer says who the person is and what they may do; whoever has no account yet is given one. */
function startFromIssuer(
  {
    username,
    name,
    roles,
    teams,
    subject,
    isTheirs,
    session,
  }: Extract<StaffCommand, { readonly type: 'start-session-from-issuer' }>['data'],
  account: StaffAccount,
): readonly AccountEvent[] | StaffRefusal {
  const { isOpen, isDisabled, issuerSubject } = account;
  if (isDisabled) return { refused: 'account-disabled' };
  const isTied = issuerSubject === subject;
  if (isOpen && !isTied && (issuerSubject !== undefined || !isTheirs)) return { refused: 'issuer-account-taken' };
  const access = { roles, ...(teams && { teams }) };
  const events: AccountEvent[] = [];
  if (!isOpen) events.push({ type: 'AccountOpened', data: { username, name: name ?? username, ...access } });
  if (!isTied) events.push({ type: 'AccountTiedToIssuer', data: { subject } });
  if (isOpen && name !== undefined) events.push({ type: 'AccountRenamed', data: { name } });
  if (isOpen && !sameContent(access, accessOf(account))) events.push({ type: 'AccountRolesChanged', data: access });
  const { id, ...starting } = session;
  events.push({ type: 'SessionStarted', data: { session: id, ...starting, by: 'issuer' } });
  return events;
}

/** Whether a counter may follow another (WebAuthn Level 3, 6.1.1): one that does not grow is that of a copied key. Many never count. */
function goesOn(before: number, now: number): boolean {
  return now > before || (now === 0 && before === 0);
}

/** Whether a link, by its name, sets a password at this instant. */
export function opensWith({ isDisabled, link }: StaffAccount, id: string, at: Instant): boolean {
  return !isDisabled && link?.id === id && !isAfter(at, link.expiresAt);
}

/** Whether somebody can administer with this account, now or with a link. */
export function isAdministrator({ isOpen, isDisabled, roles }: StaffAccount): boolean {
  return isOpen && !isDisabled && roles.includes('admin');
}

function accessOf({ roles, teams }: StaffAccount): Access {
  return { roles, ...(teams && { teams }) };
}

/** An event about an account as the fold sees it. Of personal values it reads none, so they may be sealed, opened or erased. */
export type PastAccountEvent = {
  readonly [Type in AccountEventType]: { readonly type: Type; readonly data: OpenedEventData<Type> };
}[AccountEventType] & {
  /** The command that recorded it. */
  readonly commandId: string;
  readonly occurredAt: Instant;
};

function evolve(account: StaffAccount, event: PastAccountEvent): StaffAccount {
  const { type } = event;
  switch (type) {
    case 'AccountOpened': {
      const { roles, teams, language } = event.data;
      return { ...account, isOpen: true, roles, ...(teams && { teams }), ...(language && { language }) };
    }
    case 'AccountLinkIssued':
      return { ...account, link: { id: event.commandId, expiresAt: event.data.expiresAt } };
    case 'AccountPasswordSet': {
      const { link: _used, ...rest } = account;
      const sessions = account.sessions.filter(({ id }) => id === event.data.keeps);
      return { ...rest, password: event.commandId, sessions };
    }
    case 'AccountPasswordRehashed':
    case 'AccountRenamed':
      return account;
    case 'AccountRolesChanged': {
      const { teams: _before, ...rest } = account;
      return { ...rest, ...event.data };
    }
    case 'AccountDisabled': {
      const { link: _ended, ...rest } = account;
      return { ...rest, isDisabled: true, sessions: [] };
    }
    case 'AccountEnabled':
      return { ...account, isDisabled: false };
    case 'AccountTiedToIssuer':
      return { ...account, issuerSubject: event.data.subject };
    case 'PasskeyAdded': {
      const { passkey: id, counter } = event.data;
      return { ...account, passkeys: [...account.passkeys, { id, counter, addedAt: event.occurredAt }] };
    }
    case 'PasskeyUsed': {
      const { passkey, counter } = event.data;
      const used = { counter, usedAt: event.occurredAt };
      return { ...account, passkeys: account.passkeys.map((one) => (one.id === passkey ? { ...one, ...used } : one)) };
    }
    case 'PasskeyRemoved':
      return { ...account, passkeys: account.passkeys.filter(({ id }) => id !== event.data.passkey) };
    case 'SessionStarted': {
      const { session: id, endsAt, by } = event.data;
      const session = { id, endsAt, startedAt: event.occurredAt, ...(by && { by }) };
      return { ...account, sessions: [...account.sessions, session].slice(-SESSIONS_MAX) };
    }
    case 'SessionEnded':
      return { ...account, sessions: account.sessions.filter(({ id }) => id !== event.data.session) };
    default:
      throw new Error(`An account knows no event of type ${String(type satisfies never)}.`);
  }
}

/** The account as plain functions. */
export const staffAccount = { initialState, decide, evolve };
