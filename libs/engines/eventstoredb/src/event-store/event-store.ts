import type { EventStoreDBClient } from '@eventstore/db-client';
import {
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type FollowedBatch,
  type FollowOptions,
  type Position,
  prepareAppend,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  type SealedEvent,
  type ServerInUse,
  StoreClosedError,
  StoreUnavailableError,
  type StreamName,
} from '@redress/eventing';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '../connection/connection.js';
import { eventStoreDbUrlFault } from '../connection/url.js';
import { followInThread } from '../following/follow-in-thread.js';
import { Follower } from '../following/follower.js';
import { SharedFollowing } from '../following/shared-following.js';
import { Appender, type AppenderOptions, ATTEMPT_MS } from './appender.js';
import { ReadAttempts } from './client-reads.js';
import { bytesBetween, requireStorable } from './event-format.js';
import { EventReader } from './event-reader.js';
import { isAccessDenied, readFailureOf } from './failures.js';
import { eventIdAt, NewestEvent } from './find-event.js';

export interface EventStoreDbEventStoreOptions extends EventStoreDbTimes {
  /** A connection string of the official client: `esdb://user:password@host:2113?tls=true`, `esdb+discover://`, several hosts, options. */
  readonly url: string;
  /** Time to wait for a server that is still starting. Default 5000. */
  readonly wait_ms?: number;
  /**
   * Gives each follower its own thread and connection: for a process that mostly follows, to use another core. Costs a thread's memory.
   * Default false.
   */
  readonly followInThread?: boolean;
}

const WAIT_MS = 5_000;
const PAUSE_MS = 500;

/**
 * Opens the event store on EventStoreDB. Rejects with `StoreUnavailableError` when the server does not answer in time or denies access, or
 * the connection string is invalid (see `eventStoreDbUrlFault`).
 */
export async function openEventStoreDbEventStore(options: EventStoreDbEventStoreOptions): Promise<EventStore> {
  const { url, wait_ms = WAIT_MS, followInThread: isInThread = false, ...times } = options;
  const fault = eventStoreDbUrlFault(url);
  if (fault !== undefined) {
    throw new StoreUnavailableError(`The URL of the event store ${fault.problem} Example: ${fault.example}`);
  }
  const connection = connected(url, 2 * (times.attempt_ms ?? ATTEMPT_MS));
  try {
    await answering(connection, wait_ms);
    return new EventStoreDbEventStore(connection, { ...times, threadUrl: isInThread ? url : undefined });
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function connected(url: string, patience_ms: number): Connection {
  try {
    return new Connection(url, patience_ms);
  } catch {
    // Omits the cause: the client's error may quote the connection string.
    throw new StoreUnavailableError(
      'The certificate or key file that the URL of the event store names cannot be read.',
    );
  }
}

async function answering({ client }: Connection, wait_ms: number): Promise<void> {
  const until = performance.now() + wait_ms;
  for (;;) {
    try {
      await new NewestEvent(client).find();
      return;
    } catch (error) {
      if (isAccessDenied(error) || performance.now() + PAUSE_MS > until) throw readFailureOf('the event store', error);
      await pause(PAUSE_MS);
    }
  }
}

const FOLLOW_BATCH_DEFAULT = 500;
const FOLLOW_BATCH_MAX = 1_000;
const SILENCE_MS = 5_000;

export interface EventStoreDbTimes extends AppenderOptions {
  /** Silence after which a follower checks with the server whether it has missed something. Default 5000. */
  readonly silence_ms?: number;
}

interface EventStoreDbOptions extends EventStoreDbTimes {
  /** The server that followers connect to, each in its own thread. Default: they run in this thread, on this connection. */
  readonly threadUrl?: string | undefined;
}

/** The event store on EventStoreDB: one of its streams per stream, and `$all` as the log. */
class EventStoreDbEventStore implements EventStore {
  readonly densePositions = false;
  private readonly appender: Appender;
  private readonly reader: EventReader;
  private readonly newest: NewestEvent;
  private readonly reads = new ReadAttempts();
  private readonly ending = new AbortController();
  private readonly silence_ms: number;
  private readonly threadUrl: string | undefined;
  private readonly patience_ms: number;
  private readonly client: EventStoreDBClient;
  private readonly shared: SharedFollowing;
  private closing: Promise<void> | undefined;

  /** Owns the connection and closes it. */
  constructor(
    private readonly connection: Connection,
    options: EventStoreDbOptions = {},
  ) {
    const { client } = connection;
    this.client = client;
    this.patience_ms = 2 * (options.attempt_ms ?? ATTEMPT_MS);
    this.appender = new Appender(client, options);
    this.reader = new EventReader(client);
    this.newest = new NewestEvent(client);
    this.silence_ms = options.silence_ms ?? SILENCE_MS;
    this.threadUrl = options.threadUrl;
    const { newest, silence_ms } = this;
    this.shared = new SharedFollowing({
      newest,
      open: ({ position: after, id: afterId }, signal) =>
        new Follower({ client, newest, after, afterId, batchSize: FOLLOW_BATCH_DEFAULT, signal, silence_ms }).batches(),
    });
  }

  async append(stream: StreamName, expected: ExpectedRevision, events: readonly SealedEvent[]): Promise<Appended> {
    this.requireOpen();
    const append = prepareAppend(stream, expected, events);
    requireStorable(append);
    return this.appender.append(append);
  }

  async *read(stream: StreamName, options: ReadOptions = {}): AsyncGenerator<RecordedEvent> {
    const to = options.to ?? Number.MAX_SAFE_INTEGER;
    let from: number | undefined = options.from ?? 0;
    while (from !== undefined && from <= to) {
      const first: number = from;
      const page = await this.attempted(`stream ${stream}`, () => this.reader.streamPage(stream, first, to));
      yield* page.events;
      from = page.next;
    }
    this.requireOpen();
  }

  readAll(after: Position, options: ReadAllOptions = {}): AsyncIterable<RecordedEvent> {
    // Read before the first event: the head counts at the moment of the call. Orders to forget may stand behind our newest event.
    const upTo =
      options.ordered === undefined ? this.head() : this.attempted('its newest record', () => this.reader.end());
    upTo.catch(() => undefined);
    return this.pages(after, upTo, options);
  }

  async *follow(after: Position, options: FollowOptions): AsyncGenerator<FollowedBatch> {
    this.requireOpen();
    const { silence_ms, threadUrl: url } = this;
    const batchSize = Math.min(Math.max(options.batchSize ?? FOLLOW_BATCH_DEFAULT, 1), FOLLOW_BATCH_MAX);
    const signal = AbortSignal.any([options.signal, this.ending.signal]);
    if (url === undefined) yield* this.shared.batches(after, batchSize, signal);
    else yield* followInThread({ after, batchSize, silence_ms, url, patience_ms: this.patience_ms }, signal);
  }

  async eventIdAt(position: Position): Promise<string | undefined> {
    const { client, newest } = this;
    return this.attempted(`the event at position ${position}`, () => eventIdAt({ client, newest }, position));
  }

  async head(): Promise<Position> {
    return this.attempted('its newest event', () => this.newest.find());
  }

  distance(after: Position, upTo: Position): number {
    return bytesBetween(after, upTo);
  }

  get inUse(): ServerInUse | undefined {
    return this.connection.inUse;
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    this.ending.abort();
    await this.appender.settled();
    await this.connection.close();
  }

  private async *pages(
    after: Position,
    head: Promise<Position>,
    { limit = Number.MAX_SAFE_INTEGER, ordered }: ReadAllOptions,
  ): AsyncGenerator<RecordedEvent> {
    const upTo = await head;
    let left = limit;
    let position: Position | undefined = after < upTo ? after : undefined;
    while (left > 0 && position !== undefined) {
      const from: Position = position;
      const page = await this.attempted('the log', () => this.reader.allPage(from, upTo, ordered));
      const events = page.events.slice(0, left);
      yield* events;
      left -= events.length;
      position = page.next;
    }
  }

  private async attempted<T>(what: string, read: () => Promise<T>): Promise<T> {
    this.requireOpen();
    let answer: T;
    try {
      answer = await this.reads.attempt(read);
    } catch (error) {
      this.requireOpen();
      throw readFailureOf(what, error);
    }
    // Closing cancels a pending read, which the client then ends as if there were no more events.
    this.requireOpen();
    return answer;
  }

  private requireOpen(): void {
    if (this.closing !== undefined) throw new StoreClosedError('The event store was closed.');
  }
}
