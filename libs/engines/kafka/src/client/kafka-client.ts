import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { StoreUnavailableError } from '@redress/eventing';
import kafkajs, { type Kafka, type LogEntry, type SASLOptions } from 'kafkajs';
import type { KafkaCredentials, KafkaSettings, KafkaTls } from '../url/kafka-settings.js';
import { calmRequestTimers } from './request-timers.js';

/** Told what kafkajs finds wrong, one line each: no credentials, no content of messages. */
export type KafkaLog = (line: string) => void;

const CONNECTING_MS_MAX = 5_000;
/** For requests that wait for nothing else. Long enough for a slow disk, short enough to notice a half-open connection. */
const REQUEST_MS_MAX = 15_000;
/**
 * About ten seconds of attempts, and then whoever uses the client goes on with its own, longer pauses. A consumer that outlasts the restart of
 * a broker so is still known to its group; a new one would have to wait for the session of the old one to end.
 */
const RETRY = { retries: 12, initialRetryTime: 100, maxRetryTime: 1_000 };

/** A client of the brokers that the settings name. Connects to nothing yet. Throws a `StoreUnavailableError` for a file that cannot be read. */
export function kafkaClient(settings: KafkaSettings, log: KafkaLog | undefined): Kafka {
  calmRequestTimers();
  const { tls, sasl, brokers } = settings;
  return new kafkajs.Kafka({
    clientId: 'redress',
    brokers: [...brokers],
    connectionTimeout: CONNECTING_MS_MAX,
    authenticationTimeout: CONNECTING_MS_MAX,
    requestTimeout: REQUEST_MS_MAX,
    retry: RETRY,
    logLevel: log === undefined ? kafkajs.logLevel.NOTHING : kafkajs.logLevel.ERROR,
    // Only the sentence: what else an entry carries may hold whatever a request held.
    logCreator: () => (entry: LogEntry) => log?.(`${entry.namespace}: ${entry.log.message}`),
    ...(tls === undefined ? {} : { ssl: tlsOptions(tls) }),
    ...(sasl === undefined ? {} : { sasl: saslOptions(sasl) }),
  });
}

function tlsOptions({ ca, cert, key }: KafkaTls): ConnectionOptions | boolean {
  const files = { ca, cert, key };
  const given = Object.entries(files).flatMap(([name, file]) => (file === undefined ? [] : [[name, pem(name, file)]]));
  return given.length === 0 ? true : (Object.fromEntries(given) as ConnectionOptions);
}

function pem(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new StoreUnavailableError(`The file ${file}, which the Kafka URL names by ${name}=, cannot be read.`);
  }
}

function saslOptions({ mechanism, username, password }: KafkaCredentials): SASLOptions {
  return { mechanism, username, password };
}
