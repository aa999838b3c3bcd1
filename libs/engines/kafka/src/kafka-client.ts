import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as after } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import { StoreUnavailableError } from '@redress/eventing';
import kafkajs, { type LogEntry, type SASLOptions } from 'kafkajs';
import { LeavingKafka } from './broker-sockets.js';
import type { KafkaCredentials, KafkaSettings, KafkaTls } from './kafka-url.js';

/** Receives the errors reported by kafkajs, one line each: no credentials, no message content. */
export type KafkaLog = (line: string) => void;

const CONNECTING_MS_MAX = 5_000;
/**
 * Timeout of requests that do not wait for new data: long enough for a slow disk, short enough to find a new leader soon after its
 * election.
 */
const REQUEST_MS_MAX = 8_000;
/**
 * Retries for about ten seconds; after that the caller retries with longer pauses. A consumer that survives a broker restart this way is
 * still a member of its group; a new one would have to wait until the old one's session ends.
 */
const RETRY = { retries: 12, initialRetryTime: 100, maxRetryTime: 1_000 };

/** A client of the configured brokers. Does not connect yet. Throws a `StoreUnavailableError` for an unreadable file. */
export function kafkaClient(settings: KafkaSettings, log: KafkaLog | undefined): LeavingKafka {
  calmRequestTimers();
  const { tls, sasl, brokers } = settings;
  return new LeavingKafka({
    clientId: 'redress',
    brokers: [...brokers],
    connectionTimeout: CONNECTING_MS_MAX,
    authenticationTimeout: CONNECTING_MS_MAX,
    requestTimeout: REQUEST_MS_MAX,
    retry: RETRY,
    logLevel: log === undefined ? kafkajs.logLevel.NOTHING : kafkajs.logLevel.ERROR,
    // Only the sentence: other parts of an entry may hold the content of a request.
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

/** The result of `work`, or a rejection when it takes longer than `limit_ms`. Does not stop the work. */
export async function bounded<Result>(work: Promise<Result>, limit_ms: number): Promise<Result> {
  const timer = new AbortController();
  const late = after(limit_ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`No answer within ${limit_ms} ms.`);
  });
  late.catch(() => undefined); // the timer's own abort
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    work.catch(() => undefined);
  }
}

/** Turns a kafkajs failure into an error of the ports: what was wanted of which brokers, and Kafka's name of the failure. */
export function kafkaFailure(error: unknown, wanted: string, { brokers, topic }: KafkaSettings): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  const name = failureName(error);
  const reason = name === TOPIC_UNKNOWN ? 'it does not exist (yet: the relay creates it)' : name;
  return new StoreUnavailableError(
    `The Kafka topic ${topic} at ${brokers.join(', ')} cannot be ${wanted}: ${reason}.`,
    {
      cause: error,
    },
  );
}

/** Kafka's name for a topic that the asked broker does not know: there is none, or this broker has not heard of it yet. */
export const TOPIC_UNKNOWN = 'UNKNOWN_TOPIC_OR_PARTITION';

/** Kafka's name of a failure, the innermost: wrappers of kafkajs only say that it has retried, or that a part of the request failed. */
export function failureName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  if (error.cause instanceof Error) return failureName(error.cause);
  if ('errors' in error && Array.isArray(error.errors)) return failureName(error.errors[0]);
  return 'type' in error && typeof error.type === 'string' ? error.type : error.name;
}

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

/**
 * kafkajs 2.2.4 polls for waiting requests on a timer even when none waits, with a negative delay, which Node treats as 1 ms and warns
 * about (`TimeoutNegativeWarning`); each poll sets the next timer. This polls only while a request waits, which loses nothing.
 */
export function calmRequestTimers(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype: RequestQueue & { isCalm?: true };
  };
  if (prototype.isCalm) return;
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.isCalm = true;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
}
