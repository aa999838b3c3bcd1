import { Inject, Injectable } from '@nestjs/common';
import { browserFamilies, type OpenedEventData, systemFamilies } from '@redress/contracts';
import {
  type Action,
  may,
  personKeyOf,
  type PastAccountEvent,
  type SignInDevice,
  type StaffAccount,
  staffAccount,
  type StaffPasskey,
  symbolsFromBytes,
} from '@redress/domain';
import {
  type EventCodec,
  type EventStore,
  MARK_MISSING_KEYS,
  type RecordedEvent,
  StreamCutError,
  StreamFacts,
  type StreamName,
  toStreamName,
} from '@redress/eventing';
import { EVENT_CODEC, EVENT_STORE, SERVER_SECRETS } from '../service/engines/tokens.js';
import type { ServerSecrets } from './server-secrets.js';

/** The stream that lists the people with accounts: the log has no other way to find every stream of a kind. */
export const STAFF_DIRECTORY_STREAM = toStreamName('staff');

/** The stream of a person's account. */
export function staffStream(person: string): StreamName {
  return `staff-${person}`;
}

/** 60 bits: of ten thousand usernames, two have the same id with a chance of one in 10^10, and the second is refused as taken. */
const PERSON_SYMBOLS = 12;
/** As many, to tell apart the few passkeys of one account, and an account's person at the issuer from others. */
const PASSKEY_SYMBOLS = 12;

/** An account, and the last events with what is sealed of it. */
export interface KnownAccount {
  readonly account: StaffAccount;
  /** Of the last event. */
  readonly revision: number;
  readonly opened?: RecordedEvent;
  readonly renamed?: RecordedEvent;
  /** The event with the hash of the password as it is now. */
  readonly passwordSet?: RecordedEvent;
  /** By the ids of the passkeys that were not removed. */
  readonly passkeysAdded: ReadonlyMap<string, RecordedEvent>;
  /** By the ids of the sessions that have not ended. */
  readonly sessionsStarted: ReadonlyMap<string, RecordedEvent>;
}

/** A passkey as it is shown to its owner, and checked. */
export interface HeldPasskey extends StaffPasskey {
  /** COSE_Key in base64url. */
  readonly publicKey: string;
  /** The authenticator's name for it, in base64url, and the owner's. Absent: erased, or their key is missing. */
  readonly credential?: string;
  readonly name?: string;
}

/** What is sealed of an account. Absent: erased, its key missing, or not there yet. */
export interface Holder {
  readonly username?: string;
  readonly name?: string;
  /** The hash of the password, in the form of a PHC string. */
  readonly password?: string;
}

/**
 * The accounts of members of staff as they are now. Reads the log and not a view, so that whoever was disabled, or has another role, notices
 * with the next request, in every service.
 */
@Injectable()
export class StaffAccounts {
  private readonly accounts: StreamFacts<KnownAccount>;
  private readonly people: StreamFacts<readonly string[]>;

  constructor(
    @Inject(EVENT_STORE) store: EventStore,
    @Inject(EVENT_CODEC) private readonly codec: EventCodec,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
  ) {
    this.accounts = new StreamFacts(store, (known, event) => after(known, event, codec));
    // By its schema, each of its events names a person.
    this.people = new StreamFacts(store, (known = [], { data }) => [...known, data['person'] as string]);
  }

  /** The id of the person with a username, whether or not there is one: spellings that nobody can tell apart have the same. */
  personOf(username: string): string {
    return symbolsFromBytes(this.secrets.usernameBytes(personKeyOf(username)), PERSON_SYMBOLS).toLowerCase();
  }

  /** The account of a person; undefined for one without, or whose events were lost. Opens nothing. */
  async of(person: string): Promise<KnownAccount | undefined> {
    try {
      return await this.accounts.of(staffStream(person));
    } catch (error) {
      if (error instanceof StreamCutError) return undefined;
      throw error;
    }
  }

  /** The people with accounts who can sign in and may do something for which their role is enough. */
  async whoMay(action: Action): Promise<readonly string[]> {
    const people: string[] = [];
    for (const person of (await this.people.of(STAFF_DIRECTORY_STREAM)) ?? []) {
      const account = (await this.of(person))?.account;
      if (account?.isOpen === true && !account.isDisabled && may({ id: person, roles: account.roles }, action))
        people.push(person);
    }
    return people;
  }

  /** The id of the passkey with a credential's id, which it does not show. */
  passkeyOf(credential: string): string {
    return symbolsFromBytes(this.secrets.credentialBytes(credential), PASSKEY_SYMBOLS).toLowerCase();
  }

  /** The id of a person at an issuer, by the subject that it gives them. */
  issuerSubjectOf(issuer: string, subject: string): string {
    return symbolsFromBytes(this.secrets.issuerSubjectBytes(issuer, subject), PASSKEY_SYMBOLS).toLowerCase();
  }

  /** The passkeys of an account, in the order in which they were added, with what is sealed of them. */
  async passkeysOf({ account, passkeysAdded }: KnownAccount): Promise<readonly HeldPasskey[]> {
    const events = account.passkeys.map(({ id }) => passkeysAdded.get(id)).filter((event) => event !== undefined);
    const opened = await this.codec.open(events, MARK_MISSING_KEYS);
    return opened.flatMap(({ data }) => {
      const { passkey, publicKey, credential, name } = data;
      const known = account.passkeys.find(({ id }) => id === passkey);
      if (known === undefined || typeof publicKey !== 'string') return [];
      return [
        {
          ...known,
          publicKey,
          ...(typeof credential === 'string' && { credential }),
          ...(typeof name === 'string' && { name }),
        },
      ];
    });
  }

  /** With what its owner signed in, by the ids of the sessions; nothing where it is not known, erased, or its key is missing. */
  async devicesOf({ sessionsStarted }: KnownAccount): Promise<ReadonlyMap<string, SignInDevice>> {
    const opened = await this.codec.open([...sessionsStarted.values()], MARK_MISSING_KEYS);
    return new Map(
      [...sessionsStarted.keys()].map((session, index) => {
        const { browser, system } = opened[index]?.data ?? {};
        return [
          session,
          { ...namedIn('browser', browserFamilies, browser), ...namedIn('system', systemFamilies, system) },
        ];
      }),
    );
  }

  /** Opens what is sealed of an account. */
  async holderOf({ opened, renamed, passwordSet }: KnownAccount): Promise<Holder> {
    const events = [opened, renamed, passwordSet].filter((event) => event !== undefined);
    const parts = await this.codec.open(events, MARK_MISSING_KEYS);
    return Object.fromEntries(
      parts.flatMap(({ data }) => Object.entries(data).filter(([field, value]) => isSealedText(field, value))),
    );
  }
}

function namedIn<Field extends string, Word extends string>(
  field: Field,
  words: readonly Word[],
  value: unknown,
): { readonly [K in Field]?: Word } {
  const word = words.find((one) => one === value);
  return word === undefined ? {} : ({ [field]: word } as { readonly [K in Field]: Word });
}

const SEALED: readonly string[] = ['username', 'name', 'password'] satisfies readonly (keyof Holder)[];

function isSealedText(field: string, value: unknown): boolean {
  return SEALED.includes(field) && typeof value === 'string';
}

/** The events with which what an account has began: `added` is the one of whatever is new. */
function beginningsAfter(
  before: ReadonlyMap<string, RecordedEvent>,
  present: readonly { readonly id: string }[],
  added: RecordedEvent | undefined,
): ReadonlyMap<string, RecordedEvent> {
  if (added === undefined && before.size === present.length) return before;
  const pairs = present.flatMap(({ id }) => {
    const event = before.get(id) ?? added;
    return event === undefined ? [] : [[id, event] as const];
  });
  return new Map(pairs);
}

function after(
  known: KnownAccount = {
    account: staffAccount.initialState,
    revision: -1,
    passkeysAdded: new Map(),
    sessionsStarted: new Map(),
  },
  event: RecordedEvent,
  codec: Pick<EventCodec, 'project'>,
): KnownAccount {
  const { type, revision } = event;
  const { data, commandId } = codec.project(event);
  // The catalogue has checked it; of personal values the account reads none, so that they may stay sealed.
  const past = {
    type,
    data: data as unknown as OpenedEventData<'AccountOpened'>,
    commandId,
    occurredAt: event.metadata.occurredAt,
  } as PastAccountEvent;
  const account = staffAccount.evolve(known.account, past);
  return {
    ...known,
    account,
    revision,
    ...(type === 'AccountOpened' && { opened: event }),
    ...(type === 'AccountRenamed' && { renamed: event }),
    ...((type === 'AccountPasswordSet' || type === 'AccountPasswordRehashed') && { passwordSet: event }),
    passkeysAdded: beginningsAfter(known.passkeysAdded, account.passkeys, type === 'PasskeyAdded' ? event : undefined),
    sessionsStarted: beginningsAfter(
      known.sessionsStarted,
      account.sessions,
      type === 'SessionStarted' ? event : undefined,
    ),
  };
}
