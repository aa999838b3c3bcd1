import {
  type EventingError,
  GenerationMovedError,
  InvalidQueryError,
  QueriesBusyError,
  QueryTooLongError,
  StoreClosedError,
  StoreCorruptError,
  StoreUnavailableError,
} from '@redress/eventing/errors';
import type { QueryLoad } from '@redress/eventing';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Connection } from '../connection.js';
import { type PlannedQuery, type QueryResult, QueryRunner } from './run-query.js';

/** Runs the queries of a read store: on the calling thread, or on others. */
export interface Queries {
  /**
   * Sees every commit that was answered before the call. Rejects with `QueriesBusyError`, `QueryTooLongError` and the read store's other
   * errors.
   */
  run(query: PlannedQuery): Promise<QueryResult>;
  /** Undefined where queries never wait. */
  readonly load?: QueryLoad;
  close(): Promise<void>;
}

/** How long a query may take, waiting included. Nobody waits longer for an answer; what they asked is too much for this machine. */
const QUERY_MS_MAX = 10_000;

/** Queries on the connection of the calling thread: for a database in memory, which no other connection can open. */
export class DirectQueries implements Queries {
  private readonly runner: QueryRunner;

  constructor(connection: Connection) {
    this.runner = new QueryRunner(connection);
  }

  async run(query: PlannedQuery): Promise<QueryResult> {
    return this.runner.run(query, QUERY_MS_MAX);
  }

  async close(): Promise<void> {
    // The connection belongs to the store.
  }
}

/** The thread's program. Resolves to the built file, also in specs, whose sources Node cannot run by itself. */
const PROGRAM = '@redress/engine-sqlite/query-thread';
/** One for long queries and one that they leave free. */
const THREADS = 2;
/** Beyond them a query is refused: at the speed of a walk through a large view, even these take minutes. */
const WAITING_MAX = 100;
/** How much later than the limit a thread may notice that its query is too long. Sorting what was found is not interrupted. */
const GRACE_MS = 2_000;
/** How long an idle thread may take to close its connection before it is terminated. */
const ENDING_MS_MAX = 2_000;
/** Bounds the documents of one page. A thread that needs more ends with its query, and the process goes on. */
const HEAP_MEGABYTES_MAX = 512;
/** Holds what one page makes. By default V8 lets it grow to 64 MB, which a thread keeps for ever. */
const YOUNG_MEGABYTES_MAX = 12;

export interface QueryThreadsOptions {
  /** The database, which a writer has opened. */
  readonly file: string;
  readonly threads?: number;
  readonly waitingMax?: number;
  readonly limit_ms?: number;
  readonly begin?: (order: ThreadOrder) => Worker;
}

/** Which file a thread is to open. */
export interface ThreadOrder {
  readonly file: string;
}

/** A message to a thread: a query and how long it may take, or to close its connection and end. */
export type ToThread = { readonly query: PlannedQuery; readonly limit_ms: number } | 'end';

interface Job {
  readonly query: PlannedQuery;
  readonly until_ms: number;
  readonly resolve: (result: QueryResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Queries in worker threads with read-only connections of their own, so that the thread that answers requests only answers. Threads begin
 * with the first queries. One that dies takes its query with it, which is rejected; those that wait run on another.
 */
export class QueryThreads implements Queries {
  private readonly order: ThreadOrder;
  private readonly threadsMax: number;
  private readonly waitingMax: number;
  private readonly limit_ms: number;
  private readonly begin: (order: ThreadOrder) => Worker;
  private readonly threads = new Set<QueryThread>();
  private waiting: Job[] = [];
  private refused = 0;
  private stopped = 0;
  private closed = false;

  constructor(options: QueryThreadsOptions) {
    this.order = { file: options.file };
    this.threadsMax = options.threads ?? THREADS;
    this.waitingMax = options.waitingMax ?? WAITING_MAX;
    this.limit_ms = options.limit_ms ?? QUERY_MS_MAX;
    this.begin = options.begin ?? begun;
  }

  get load(): QueryLoad {
    const running = [...this.threads].filter(({ job }) => job !== undefined).length;
    return { running, waiting: this.waiting.length, refused: this.refused, stopped: this.stopped };
  }

  async run(query: PlannedQuery): Promise<QueryResult> {
    if (this.closed) throw closedError();
    if (this.waiting.length >= this.waitingMax) {
      this.refused += 1;
      throw new QueriesBusyError(`${this.waitingMax} queries wait already.`);
    }
    const { promise, resolve, reject } = Promise.withResolvers<QueryResult>();
    const job: Job = { query, until_ms: performance.now() + this.limit_ms, resolve, reject };
    const late = setTimeout(() => this.giveUp(job), this.limit_ms);
    this.waiting.push(job);
    this.next();
    try {
      return await promise;
    } catch (error) {
      if (error instanceof QueryTooLongError) this.stopped += 1;
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const { reject } of this.waiting.splice(0)) reject(closedError());
    await Promise.all([...this.threads].map((thread) => thread.end()));
  }

  /** Gives waiting queries to free threads, in their order; but all threads at once never add up figures, which takes longest. */
  private next(): void {
    for (let job = this.startable(); job !== undefined; job = this.startable()) {
      const thread = this.free();
      if (thread === undefined) return;
      this.waiting.splice(this.waiting.indexOf(job), 1);
      thread.start(job);
    }
  }

  private startable(): Job | undefined {
    const adding = [...this.threads].filter(({ job }) => job?.query.kind === 'aggregate').length;
    const mayAdd = adding === 0 || adding < this.threadsMax - 1;
    return this.waiting.find(({ query }) => query.kind !== 'aggregate' || mayAdd);
  }

  private free(): QueryThread | undefined {
    const idle = [...this.threads].find(({ job }) => job === undefined);
    if (idle !== undefined || this.threads.size >= this.threadsMax) return idle;
    const thread = new QueryThread(this.begin(this.order), () => {
      if (thread.hasEnded) this.threads.delete(thread);
      if (!this.closed) this.next();
    });
    this.threads.add(thread);
    return thread;
  }

  private giveUp(job: Job): void {
    job.reject(new QueryTooLongError(`The query took longer than ${this.limit_ms / 1_000} seconds and was stopped.`));
    const place = this.waiting.indexOf(job);
    if (place !== -1) this.waiting.splice(place, 1);
    else [...this.threads].find((thread) => thread.job === job)?.endUnlessFree(job);
  }
}

function closedError(): StoreClosedError {
  return new StoreClosedError('The read store was closed.');
}

function begun(workerData: ThreadOrder): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: HEAP_MEGABYTES_MAX, maxYoungGenerationSizeMb: YOUNG_MEGABYTES_MAX };
  return new Worker(createRequire(import.meta.url).resolve(PROGRAM), { workerData, name: 'queries', resourceLimits });
}

/** One thread and the query that it runs. */
class QueryThread {
  job: Job | undefined;
  hasEnded = false;
  /** Settled once the thread has loaded the engine, or ended. */
  private readonly loaded = Promise.withResolvers<void>();
  private readonly exit = Promise.withResolvers<void>();

  constructor(
    private readonly worker: Worker,
    private readonly onFree: () => void,
  ) {
    worker.on('message', (message: FromThread) => {
      if ('isReady' in message) return this.loaded.resolve();
      this.settle(({ resolve, reject }) =>
        'result' in message ? resolve(message.result) : reject(failureOf(message)),
      );
    });
    // Comes before `exit`; without a listener it would end this process.
    worker.on('error', (cause) => this.fail(cause));
    worker.on('exit', () => {
      this.fail(undefined);
      this.loaded.resolve();
      this.exit.resolve();
    });
    // An idle thread keeps no process alive, and a query that runs has a timer that does.
    worker.unref();
  }

  start(job: Job): void {
    this.job = job;
    const message: ToThread = { query: job.query, limit_ms: job.until_ms - performance.now() };
    this.worker.postMessage(message);
  }

  /** Ends the thread, unless it stops its query by itself within the grace. */
  endUnlessFree(job: Job): void {
    setTimeout(() => {
      if (this.job === job) void this.terminate();
    }, GRACE_MS).unref();
  }

  /** Lets the connection be closed in peace where no query runs. */
  async end(): Promise<void> {
    if (this.job !== undefined) {
      this.settle(({ reject }) => reject(closedError()));
      await this.terminate();
    }
    const message: ToThread = 'end';
    this.worker.postMessage(message);
    const late = setTimeout(() => void this.terminate(), ENDING_MS_MAX);
    await this.exit.promise;
    clearTimeout(late);
  }

  /** Not before the engine is loaded: a thread that ends while it loads a native library takes the whole process with it. */
  private async terminate(): Promise<void> {
    await this.loaded.promise;
    await this.worker.terminate();
  }

  private fail(cause: unknown): void {
    this.hasEnded = true;
    const error = new StoreUnavailableError('The thread that ran the query has ended.', { cause });
    this.settle(({ reject }) => reject(error));
  }

  private settle(answer: (job: Job) => void): void {
    const { job } = this;
    this.job = undefined;
    if (job !== undefined) answer(job);
    this.onFree();
  }
}

/** A message from a thread: first that it is ready, then what each query found, or why it failed. */
export type FromThread = { readonly isReady: true } | { readonly result: QueryResult } | FailureMessage;

interface FailureMessage {
  readonly failure: FailureCode;
  readonly message: string;
}

/** Errors that a query may end with. */
const FAILURES = {
  'generation-moved': GenerationMovedError,
  'invalid-query': InvalidQueryError,
  'query-too-long': QueryTooLongError,
  'store-corrupt': StoreCorruptError,
  'store-unavailable': StoreUnavailableError,
};
type FailureCode = keyof typeof FAILURES;

/** The message for an error of the read store. Rethrows every other error, with which the thread ends. */
export function failureMessageOf(error: unknown): FailureMessage {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!(error instanceof Error) || !isKnown(code)) throw error;
  return { failure: code, message: error.message };
}

function failureOf({ failure, message }: FailureMessage): EventingError {
  return new FAILURES[failure](message);
}

function isKnown(code: string): code is FailureCode {
  return Object.hasOwn(FAILURES, code);
}
