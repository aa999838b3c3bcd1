import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as after } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import { StoreUnavailableError } from '@redress/eventing';
import kafkajs, { type Kafka, type LogEntry, type SASLOptions } from 'kafkajs';
import { LeavingKafka } from './broker-sockets.js';
import type { KafkaCredentials, KafkaSettings, KafkaTls } from './kafka-url.js';

/** Receives the errors that kafkajs reports, one line each: no credentials, no content of messages. */
export type KafkaLog = (line: string) => void;

const CONNECTING_MS_MAX = 5_000;
/** For requests that wait for nothing else. Long enough for a slow disk, short enough to find a new leader soon after it was elected. */
const REQUEST_MS_MAX = 8_000;
/**
 * Retry for about ten seconds; after that the caller retries with its own, longer pauses. A consumer that survives a broker restart
 * this way is still a member of its group; a new one would have to wait until the session of the old one ends.
 */
const RETRY = { retries: 12, initialRetryTime: 100, maxRetryTime: 1_000 };

/** A client of the brokers that the settings name. Connects to nothing yet. Throws a `StoreUnavailableError` for a file that cannot be read. */
export function kafkaClient(settings: KafkaSettings, log: KafkaLog | undefined): Kafka {
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

/** What `work` answers, or a rejection when that takes longer than `limit_ms`. The work itself is not stopped. */
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

/** Turns what kafkajs threw into an error of the ports: what was wanted of which brokers, and Kafka's own name of the failure. */
export function kafkaFailure(error: unknown, wanted: string, { brokers, topic }: KafkaSettings): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  const name = nameOf(error);
  const reason = name === 'UNKNOWN_TOPIC_OR_PARTITION' ? 'it does not exist (yet: the relay creates it)' : name;
  return new StoreUnavailableError(
    `The Kafka topic ${topic} at ${brokers.join(', ')} cannot be ${wanted}: ${reason}.`,
    {
      cause: error,
    },
  );
}

/** The innermost name: a wrapper of kafkajs only says that it has tried often, or that something of what was asked has failed. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  if (error.cause instanceof Error) return nameOf(error.cause);
  if ('errors' in error && Array.isArray(error.errors)) return nameOf(error.errors[0]);
  return 'type' in error && typeof error.type === 'string' ? error.type : error.name;
}

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

/**
 * kafkajs 2.2.4 looks for waiting requests on a timer even when none waits, with a negative delay: Node takes that for 1 ms and warns
 * about it (`TimeoutNegativeWarning`), and each look sets the next timer. Nothing is lost by looking only while a request waits.
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
