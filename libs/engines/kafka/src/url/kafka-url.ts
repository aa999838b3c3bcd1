import { authorityOf, InvalidKafkaUrlError } from './authority.js';
import {
  COMPRESSIONS,
  SASL_MECHANISMS,
  type KafkaCredentials,
  type KafkaSettings,
  type KafkaTls,
} from './kafka-settings.js';
import { Query } from './query.js';

const TOPIC_DEFAULT = 'redress.complaint-events';
const GROUP_PREFIX_DEFAULT = 'redress.';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Kafka's own rule (org.apache.kafka.common.internals.Topic). */
const TOPIC_NAME = /^(?!\.{1,2}$)[\w.-]{1,249}$/;

/**
 * Reads `kafka://[user:password@]host:port[,host:port...][/topic][?option=value...]`. Throws `InvalidKafkaUrlError`, which says what is
 * wrong with it and never quotes it.
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

/**
 * What is wrong with a URL, in words that continue a sentence about it; undefined when nothing is. Never quotes the URL. Reads no file.
 */
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
