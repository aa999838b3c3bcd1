import type { EventStoreDBClient } from '@eventstore/db-client';
import type {
  Appended,
  EventStore,
  ExpectedRevision,
  FollowedBatch,
  FollowOptions,
  Position,
  ReadAllOptions,
  ReadOptions,
  RecordedEvent,
  SealedEvent,
  ServerInUse,
} from '@redress/eventing';
import { prepareAppend, StoreClosedError } from '@redress/eventing';
import { Appender, ATTEMPT_MS, type AppenderOptions } from './appender.js';
import type { Connection } from './connection.js';
import { followInThread } from '../following-thread/follow-in-thread.js';
import { eventIdAt } from './event-at.js';
import { EventReader } from './event-reader.js';
import { readFailureOf } from './failures.js';
import { Follower } from './follower.js';
import { bytesBetween } from './log-position.js';
import { requireStorable } from './naming-rules.js';
import { NewestEvent } from './newest-event.js';
import { ReadAttempts } from './read-attempts.js';

const FOLLOW_BATCH_DEFAULT = 500;
const FOLLOW_BATCH_MAX = 1_000;
const SILENCE_MS = 5_000;

export interface EventStoreDbTimes extends AppenderOptions {
  /** After so long a silence a follower asks the server whether it has missed something. Default 5000. */
  readonly silence_ms?: number;
}

export interface EventStoreDbOptions extends EventStoreDbTimes {
  /** Where followers connect to, each in a thread of its own. Default: they run in this thread, on this connection. */
  readonly threadUrl?: string | undefined;
}

/** The event store on EventStoreDB: one stream there for each stream here, and `$all` as the log. */
export class EventStoreDbEventStore implements EventStore {
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
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly SealedEvent[]): Promise<Appended> {
    this.requireOpen();
    const append = prepareAppend(stream, expected, events);
    requireStorable(append);
    return this.appender.append(append);
  }

  async *read(stream: string, options: ReadOptions = {}): AsyncGenerator<RecordedEvent> {
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
    // Before the first event is asked for: the head counts at the moment of the call.
    // Orders to forget may stand behind our newest event.
    const upTo =
      options.ordered === undefined ? this.head() : this.attempted('its newest record', () => this.reader.end());
    upTo.catch(() => undefined);
    return this.pages(after, upTo, options);
  }

  async *follow(after: Position, options: FollowOptions): AsyncGenerator<FollowedBatch> {
    this.requireOpen();
    const { client, newest, silence_ms, threadUrl: url } = this;
    const batchSize = Math.min(Math.max(options.batchSize ?? FOLLOW_BATCH_DEFAULT, 1), FOLLOW_BATCH_MAX);
    const signal = AbortSignal.any([options.signal, this.ending.signal]);
    const order = { after, batchSize, silence_ms };
    if (url === undefined) yield* new Follower({ ...order, client, newest, signal }).batches();
    else yield* followInThread({ ...order, url, patience_ms: this.patience_ms }, signal);
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
    try {
      return await this.reads.attempt(read);
    } catch (error) {
      this.requireOpen();
      throw readFailureOf(what, error);
    }
  }

  private requireOpen(): void {
    if (this.closing !== undefined) throw new StoreClosedError('The event store was closed.');
  }
}
