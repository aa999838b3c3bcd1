import { createHash } from 'node:crypto';
import type { Metadata } from '@grpc/grpc-js';
import type { EventLog } from '../event-log.js';
import type { LogEntry } from '../log-entry.js';
import { accessDenied, unauthenticated } from '../refusals.js';

/** A user of the server. One in the group `$admins` may do everything. */
export interface EventStoreDbUser {
  readonly username: string;
  readonly password: string;
  readonly groups?: readonly string[];
}

/** What is done to a stream, or to all of them by the name `$all`. */
export type Right = 'read' | 'write' | 'delete';

/** The sender of a request. */
export interface Caller {
  /** Throws the refusal of a caller without that right to a stream. */
  require(right: Right, stream: string): void;
  /** Throws the refusal of a caller who is no administrator. */
  requireAdministrator(): void;
}

/** The names of rights in access control lists: of a stream, and of its metadata. */
const ENTRIES = { read: ['$r', '$mr'], write: ['$w', '$mw'], delete: ['$d', '$mw'] } as const;

/** Names and groups of users, one or several. */
type Roles = string | readonly string[];
type AccessList = Readonly<Record<string, Roles | undefined>>;

interface Settings {
  readonly $userStreamAcl?: AccessList;
  readonly $systemStreamAcl?: AccessList;
}

const ADMINISTRATORS = '$admins';
const EVERYBODY = '$all';
const SETTINGS = '$settings';
export const ALL_STREAMS = '$all';
export const USER_CREATED = '$UserCreated';

/** What the server keeps of a user, in the stream `$user-NAME`. */
interface StoredUser {
  readonly loginName: string;
  readonly hash: string;
  readonly groups: readonly string[];
}

const EVERYTHING_ALLOWED: Caller = { require: () => undefined, requireAdministrator: () => undefined };

/**
 * Decides who may do what, by the server's rules: the access control list in a stream's metadata, else the one for its kind in
 * `$settings`, else the server's own, by which every user may do everything with streams, and only administrators with those of the server,
 * `$all` included.
 */
export class Access {
  private readonly log: EventLog;
  private readonly given: ReadonlyMap<string, StoredUser> | undefined;
  private readonly parsed = new WeakMap<LogEntry, unknown>();

  /** Without users, everybody may do everything, as on a server that is started as insecure. */
  constructor(log: EventLog, users: readonly EventStoreDbUser[] | undefined) {
    this.log = log;
    this.given = users && new Map(users.map((user) => [user.username, storedUserOf(user)]));
  }

  /** Throws the refusal of wrong credentials. */
  callerOf(metadata: Metadata): Caller {
    if (this.given === undefined) return EVERYTHING_ALLOWED;
    const [authorization] = metadata.get('authorization');
    const user = authorization === undefined ? undefined : this.authenticated(String(authorization));
    const isAdministrator = user?.groups.includes(ADMINISTRATORS) === true;
    return {
      require: (right, stream) => {
        if (!isAdministrator && !this.may(user, right, stream)) throw accessDenied();
      },
      requireAdministrator: () => {
        if (!isAdministrator) throw accessDenied();
      },
    };
  }

  knows(username: string): boolean {
    return this.userOf(username) !== undefined;
  }

  private authenticated(authorization: string): StoredUser {
    const [, encoded = ''] = /^Basic (\S+)$/.exec(authorization) ?? [];
    const [, username = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
    const user = this.userOf(username);
    if (user?.hash !== hashOf(password)) throw unauthenticated();
    return user;
  }

  private userOf(username: string): StoredUser | undefined {
    return this.given?.get(username) ?? this.newest<StoredUser>(`$user-${username}`);
  }

  private may(user: StoredUser | undefined, right: Right, stream: string): boolean {
    const isMetadata = stream.startsWith('$$');
    const target = isMetadata ? stream.slice(2) : stream;
    const entry = ENTRIES[right][isMetadata ? 1 : 0];
    const isSystem = target.startsWith('$');
    const settings = this.newest<Settings>(SETTINGS);
    const own = this.newest<{ readonly $acl?: AccessList }>(`$$${target}`)?.$acl?.[entry];
    const ofKind = (isSystem ? settings?.$systemStreamAcl : settings?.$userStreamAcl)?.[entry];
    const roles = [own ?? ofKind ?? (isSystem ? ADMINISTRATORS : EVERYBODY)].flat();
    return user !== undefined && [EVERYBODY, user.loginName, ...user.groups].some((role) => roles.includes(role));
  }

  /** The data of a stream's newest event; undefined for none. */
  private newest<Data>(stream: string): Data | undefined {
    const entry = this.log.stream(stream).entries.at(-1);
    if (entry === undefined) return undefined;
    if (!this.parsed.has(entry)) this.parsed.set(entry, JSON.parse(this.log.contentOf(entry).data.toString()));
    return this.parsed.get(entry) as Data;
  }
}

/** A user as the server keeps it. */
export function storedUserOf({ username, password, groups = [] }: EventStoreDbUser): StoredUser {
  return { loginName: username, hash: hashOf(password), groups };
}

function hashOf(password: string): string {
  return createHash('sha256').update(password).digest('base64');
}
