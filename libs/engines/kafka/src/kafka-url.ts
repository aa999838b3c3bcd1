/** The content of a `kafka://` URL. Holds a password: never print it. */
export interface KafkaSettings {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly tls?: KafkaTls;
  readonly sasl?: KafkaCredentials;
  /** Partitions of a new topic, required of an existing one. Undefined: 12 for a new one, any for an existing one. */
  readonly partitions?: number;
  /** Undefined: 3, or as many as there are brokers, for a new topic; any for an existing one. */
  readonly replicationFactor?: number;
  /** Undefined: 2 with three replicas or more, otherwise 1. */
  readonly minInsyncReplicas?: number;
  /** How long events stay on the topic, in milliseconds; -1 for unlimited. */
  readonly retention_ms: number;
  readonly compression: KafkaCompression;
  /** Prefix of every consumer group's name. */
  readonly groupPrefix: string;
}

/** Paths of PEM files. Without `ca`, Node's certificate authorities are trusted. */
export interface KafkaTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface KafkaCredentials {
  readonly mechanism: SaslMechanism;
  readonly username: string;
  readonly password: string;
}

export const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
export type SaslMechanism = (typeof SASL_MECHANISMS)[number];

export const COMPRESSIONS = ['none', 'gzip'] as const;
export type KafkaCompression = (typeof COMPRESSIONS)[number];

const TOPIC_DEFAULT = 'redress.complaint-events';
const GROUP_PREFIX_DEFAULT = 'redress.';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Kafka's own rule (org.apache.kafka.common.internals.Topic). */
const TOPIC_NAME = /^(?!\.{1,2}$)[\w.-]{1,249}$/;

/**
 * Reads `kafka://[user:password@]host:port[,host:port...][/topic][?option=value...]`. Throws `InvalidKafkaUrlError`, which describes the
 * fault and never quotes the URL.
 */
export function parseKafkaUrl(url: string): KafkaSettings {
  const { brokers, userinfo, path, query } = authorityOf(url);
  const options = new Query(query);
  const topic = path === '' ? TOPIC_DEFAULT : path;
  if (!TOPIC_NAME.test(topic)) {
    throw new InvalidKafkaUrlError('the topic is not 1 to 249 letters, digits, dots, hyphens or underscores');
  }
  const tls = tlsOf(options);
  const sasl = saslOf(options, userinfo, tls !== undefined);
  const settings: KafkaSettings = {
    brokers,
    topic,
    ...(tls === undefined ? {} : { tls }),
    ...(sasl === undefined ? {} : { sasl }),
    ...options.counts({
      partitions: 'partitions',
      'replication-factor': 'replicationFactor',
      'min-insync-replicas': 'minInsyncReplicas',
    }),
    retention_ms: retentionOf(options.text('retention') ?? 'unlimited'),
    compression: options.oneOf('compression', COMPRESSIONS) ?? 'none',
    groupPrefix: groupPrefixOf(options.text('group-prefix') ?? GROUP_PREFIX_DEFAULT),
  };
  options.requireAllRead();
  return settings;
}

/** The fault of a URL, worded to continue a sentence about it; undefined for a valid one. Never quotes the URL. Reads no file. */
export function kafkaUrlFault(url: string): string | undefined {
  try {
    parseKafkaUrl(url);
    return undefined;
  } catch (error) {
    if (error instanceof InvalidKafkaUrlError) return `is no URL of Kafka that can be used: ${error.message}.`;
    throw error;
  }
}

function tlsOf(options: Query): KafkaTls | undefined {
  const isOn = options.oneOf('tls', ['true', 'false']) === 'true';
  const files = options.texts(['ca', 'cert', 'key']);
  if (!isOn && Object.keys(files).length > 0) throw new InvalidKafkaUrlError('ca, cert and key need tls=true');
  if ('cert' in files !== 'key' in files) throw new InvalidKafkaUrlError('cert and key need one another');
  return isOn ? files : undefined;
}

function saslOf(options: Query, userinfo: string | undefined, isEncrypted: boolean): KafkaCredentials | undefined {
  const mechanism = options.oneOf('sasl', SASL_MECHANISMS);
  if (mechanism === undefined && userinfo === undefined) return undefined;
  if (mechanism === undefined) {
    throw new InvalidKafkaUrlError(`a user needs a mechanism: sasl=${SASL_MECHANISMS.join(', sasl=')}`);
  }
  const [username, password] = credentials(userinfo ?? '');
  if (mechanism === 'plain' && !isEncrypted) {
    throw new InvalidKafkaUrlError('sasl=plain sends the password as it is, so it needs tls=true');
  }
  return { mechanism, username, password };
}

function credentials(userinfo: string): readonly [username: string, password: string] {
  const separator = userinfo.indexOf(':');
  if (separator < 1 || separator === userinfo.length - 1) {
    throw new InvalidKafkaUrlError('sasl needs a user and a password before the hosts, as in user:password@host:9092');
  }
  try {
    return [decodeURIComponent(userinfo.slice(0, separator)), decodeURIComponent(userinfo.slice(separator + 1))];
  } catch {
    throw new InvalidKafkaUrlError('the user or the password is not percent-encoded properly');
  }
}

function retentionOf(text: string): number {
  if (text === 'unlimited') return -1;
  const days = /^(?<days>[1-9]\d{0,4})d$/.exec(text)?.groups?.['days'];
  if (days === undefined)
    throw new InvalidKafkaUrlError('retention is neither "unlimited" nor a number of days like "365d"');
  return Number(days) * DAY_MS;
}

function groupPrefixOf(text: string): string {
  if (/^[\w.-]{0,100}$/.test(text)) return text;
  throw new InvalidKafkaUrlError(
    'group-prefix has other characters than letters, digits, dots, hyphens and underscores',
  );
}

/** Not a valid Kafka URL. The message describes the fault and never quotes the URL, which may hold a password. */
export class InvalidKafkaUrlError extends Error {
  override readonly name = 'InvalidKafkaUrlError';
}

export interface Authority {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /** Still percent-encoded; undefined if absent. */
  readonly userinfo: string | undefined;
  readonly path: string;
  readonly query: string;
}

const PARTS = /^kafka:\/\/(?:(?<userinfo>[^@/?#]*)@)?(?<hosts>[^/?#@]+)(?:\/(?<path>[^?#]*))?(?:\?(?<query>[^#]*))?$/;
const HOST = /^(?<host>[\w.-]+|\[[\da-fA-F:.]+\])(?::(?<port>\d{1,5}))?$/;
const PORT_DEFAULT = 9092;
const PORT_HIGHEST = 65_535;
const BROKERS_MAX = 100;

/** Splits a URL by hand, because `URL` allows only one host. Throws `InvalidKafkaUrlError`. */
export function authorityOf(url: string): Authority {
  const { userinfo, hosts, path = '', query = '' } = PARTS.exec(url)?.groups ?? {};
  if (hosts === undefined) throw new InvalidKafkaUrlError('it is not of the form kafka://host:port,host:port/topic');
  const brokers = hosts.split(',').map(brokerAt);
  if (brokers.length > BROKERS_MAX) throw new InvalidKafkaUrlError(`it names more than ${BROKERS_MAX} brokers`);
  return { brokers, userinfo, path, query };
}

function brokerAt(text: string): string {
  const { host, port = String(PORT_DEFAULT) } = HOST.exec(text)?.groups ?? {};
  if (host === undefined) throw new InvalidKafkaUrlError('a broker is not of the form host:port');
  if (Number(port) < 1 || Number(port) > PORT_HIGHEST) throw new InvalidKafkaUrlError('a port is not 1 to 65535');
  return `${host}:${Number(port)}`;
}

const COUNT_HIGHEST = 10_000;

/** The options behind the question mark, each read at most once; an unread option is an error. */
export class Query {
  private readonly unread: Map<string, string>;

  constructor(text: string) {
    const pairs = [...new URLSearchParams(text)];
    this.unread = new Map(pairs);
    if (this.unread.size < pairs.length) throw new InvalidKafkaUrlError('an option is given twice');
  }

  /** Undefined when absent. Empty text is an error. */
  text(name: string): string | undefined {
    const value = this.unread.get(name);
    this.unread.delete(name);
    if (value === '') throw new InvalidKafkaUrlError(`${name} is empty`);
    return value;
  }

  /** The named options that are present. */
  texts<Name extends string>(names: readonly Name[]): { readonly [name in Name]?: string } {
    const given = names.flatMap((name) => {
      const value = this.text(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(given) as { [name in Name]?: string };
  }

  oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.text(name);
    const chosen = choices.find((choice) => choice === value);
    if (value !== undefined && chosen === undefined) {
      throw new InvalidKafkaUrlError(`${name} is none of ${choices.join(', ')}`);
    }
    return chosen;
  }

  /** The named options that are present, as numbers from 1, under their meanings. */
  counts<Meaning extends string>(meanings: {
    readonly [name: string]: Meaning;
  }): { readonly [meaning in Meaning]?: number } {
    const given = Object.entries(meanings).flatMap(([name, meaning]) => {
      const value = this.text(name);
      return value === undefined ? [] : [[meaning, count(name, value)] as const];
    });
    return Object.fromEntries(given) as { [meaning in Meaning]?: number };
  }

  /** Throws for an option that was never read. Does not quote its name, which could be the rest of a password. */
  requireAllRead(): void {
    if (this.unread.size > 0) throw new InvalidKafkaUrlError('it has an option that Redress does not know');
  }
}

function count(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text) && Number(text) <= COUNT_HIGHEST) return Number(text);
  throw new InvalidKafkaUrlError(`${name} is not a number from 1 to ${COUNT_HIGHEST}`);
}
