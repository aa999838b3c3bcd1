/** A fault of a connection string. Never quotes it: it may hold a password. */
export interface EventStoreDbUrlFault {
  /** Continues a sentence that begins with the setting's name. */
  readonly problem: string;
  readonly example: string;
}

const EXAMPLE = 'esdb://redress:password@host:2113?tls=true';
const SHAPE =
  /^esdb(\+discover)?:\/\/(?<credentials>[^:@/?#\s]+:[^:@/?#\s]+@)?(?<hosts>[^@/?#\s]+)\/*(\?(?<options>[^?#\s]+))?$/;
const HOST = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(:(?<port>\d{1,5}))?$/;
const IP_ADDRESS = /^\d+\.\d+\.\d+\.\d+(:|$)/;
const PORT_MAX = 65_535;
/** The client warns about shorter intervals. */
const KEEP_ALIVE_MS_MIN = 10_000;

const isBoolean = (value: string) => value === 'true' || value === 'false';
const isCount = (value: string) => /^\d{1,9}$/.test(value);
const isKeepAlive = (value: string) => value === '-1' || (isCount(value) && Number(value) >= KEEP_ALIVE_MS_MIN);
const isFile = (value: string) => value !== '';
const keepAlive = { fits: isKeepAlive, expected: `a number of milliseconds from ${KEEP_ALIVE_MS_MIN}, or -1` };
const count = { fits: isCount, expected: 'a whole number' };
const file = { fits: isFile, expected: 'the path of a file' };

/** The options known to the client, by the names it compares. It would print a string with an unknown one. */
const OPTIONS: ReadonlyMap<string, { readonly fits: (value: string) => boolean; readonly expected: string }> = new Map([
  ['tls', { fits: isBoolean, expected: 'true or false' }],
  ['tlsverifycert', { fits: (value) => value === 'true', expected: 'true: give the authority by tlsCAFile instead' }],
  ['tlscafile', file],
  ['usercertfile', file],
  ['userkeyfile', file],
  ['throwonappendfailure', { fits: (value) => value === 'true', expected: 'true' }],
  ['connectionname', { fits: (value) => value !== '', expected: 'a name' }],
  ['maxdiscoverattempts', count],
  ['discoveryinterval', count],
  ['gossiptimeout', count],
  ['defaultdeadline', { fits: (value) => isCount(value) && Number(value) > 0, expected: 'a whole number from 1' }],
  ['keepaliveinterval', keepAlive],
  ['keepalivetimeout', keepAlive],
  [
    'nodepreference',
    {
      fits: (value) => /^(leader|follower|read_?-?only_?-?replica|random)$/i.test(value),
      expected: 'leader or follower',
    },
  ],
]);

/**
 * Finds the fault in a connection string as the official client reads it: `esdb://` or `esdb+discover://`, credentials, hosts, options.
 * Undefined for a valid one. Whether the server is reachable shows when the store is opened.
 */
export function eventStoreDbUrlFault(url: string): EventStoreDbUrlFault | undefined {
  const problem = problemOf(url);
  return problem === undefined ? undefined : { problem, example: EXAMPLE };
}

/** A user of the server, and the password. */
export interface EventStoreDbUser {
  readonly username: string;
  readonly password: string;
}

/** The user that a valid connection string names; undefined for none. */
export function eventStoreDbUserOf(url: string): EventStoreDbUser | undefined {
  const [, username, password] = /^([^:]*):(.*)@$/.exec(partsOf(url)?.credentials ?? '') ?? [];
  if (username === undefined || password === undefined) return undefined;
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}

export type NodePreference = 'leader' | 'follower' | 'readonlyreplica' | 'random';

/** The parts of a connection string that tell how to find a node. */
export interface Seeds {
  /** `host:port` each. */
  readonly hosts: readonly string[];
  readonly preference: NodePreference;
  /** How long a node may take to answer a gossip request. */
  readonly gossip_ms: number;
}

const PORT_DEFAULT = '2113';
const GOSSIP_S_DEFAULT = '5';

/** Where to look for a node, for a valid string. Undefined for one with a single host, which is the node. */
export function seedsOf(url: string): Seeds | undefined {
  const { hosts, options: written } = partsOf(url)!;
  if (!url.startsWith('esdb+discover:') && hosts.length < 2) return undefined;
  const options = new Map(written.map(nameAndValue));
  return {
    hosts: hosts.map((host) => (host.includes(':') ? host : `${host}:${PORT_DEFAULT}`)),
    preference: flat(options.get('nodepreference') ?? 'leader') as NodePreference,
    gossip_ms: Number(options.get('gossiptimeout') ?? GOSSIP_S_DEFAULT) * 1_000,
  };
}

/** A valid string rewritten for one node, `host:port`. */
export function nodeUrl(url: string, node: string): string {
  const { credentials, options } = partsOf(url)!;
  return `esdb://${credentials}${node}${options.length === 0 ? '' : `?${options.join('&')}`}`;
}

/** A connection string in its parts, verbatim. */
interface Parts {
  /** `user:password@`, or empty. */
  readonly credentials: string;
  readonly hosts: readonly string[];
  /** `name=value` each. */
  readonly options: readonly string[];
}

function partsOf(url: string): Parts | undefined {
  const groups = SHAPE.exec(url)?.groups;
  if (groups === undefined) return undefined;
  const { credentials = '', hosts = '', options = '' } = groups;
  return { credentials, hosts: hosts.split(','), options: options.split('&').filter((option) => option !== '') };
}

function nameAndValue(option: string): readonly [string, string] {
  const [name = '', value = ''] = option.split('=');
  return [flat(name), value];
}

/** A name in the form that the client compares. */
function flat(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

function problemOf(url: string): string | undefined {
  const parts = partsOf(url);
  if (parts === undefined)
    return 'is no connection string of EventStoreDB (in a password, write @ : / ? # as %40 and so on).';
  const { credentials, hosts, options } = parts;
  if (!isDecodable(credentials)) return 'has credentials with a % that stands for nothing (write % as %25).';
  if (!hosts.every(isHost)) return 'names a host or port that cannot be one.';
  const faulty = options.map(optionProblem).find((problem) => problem !== undefined);
  if (faulty !== undefined) return faulty;
  const withoutTls = options.some((option) => /^tls=false$/i.test(option));
  // Node refuses to send an IP address as the TLS server name, and gRPC insists on it.
  if (!withoutTls && hosts.some((host) => IP_ADDRESS.test(host))) {
    return 'names a host by its IP address, which cannot be done with TLS: give its name, as the certificate has it.';
  }
  const isInTheClear = withoutTls && credentials !== '';
  return isInTheClear ? 'has credentials, which the client sends over TLS only, and tls=false.' : undefined;
}

function optionProblem(option: string): string | undefined {
  const [key = '', value = ''] = option.split('=');
  const known = OPTIONS.get(flat(key));
  if (known === undefined)
    return `has an option that the client does not know (it knows ${[...OPTIONS.keys()].join(', ')}).`;
  return known.fits(value) ? undefined : `has the option ${key} with a value that is not ${known.expected}.`;
}

function isHost(host: string): boolean {
  const parts = HOST.exec(host);
  return parts !== null && Number(parts.groups?.['port'] ?? 1) <= PORT_MAX && Number(parts.groups?.['port'] ?? 1) > 0;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
