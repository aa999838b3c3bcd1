import { Inject, Injectable, Logger } from '@nestjs/common';
import { epochMsOf } from '@redress/domain';
import {
  ActiveGeneration,
  DocumentConflictError,
  type DocumentChange,
  type ReadStore,
  type Revision,
} from '@redress/eventing';
import { randomUUID } from 'node:crypto';
import { Problem } from '../http/problems/problem.js';
import { READ_STORE } from '../service/engines/tokens.js';
import { failureSummary } from '../service/operations/json-logger.js';
import { Metrics } from '../service/operations/metrics.js';
import { TIME_SOURCE, type TimeSource } from '../service/time-source.js';
import { type Access, ACCESS_WINDOW_MS, ACCESSES, type AccessEntry } from './access-entry.js';

/** How long an entry waits for others before they are written together: what a killed process may lose. */
const WRITE_MS = 1_000;
/** Entries in one write. */
const BATCH_MAX = 500;
/** Entries that wait to be written. With more, nothing is shown any longer that would have to be recorded. */
export const WAITING_MAX = 10_000;
/** Entries that a further read may be added to; of more, the oldest are closed. */
const CURRENT_MAX = 10_000;
const RETRY_AFTER_SECONDS = 5;

/** An entry that further reads are added to. */
interface Gathered {
  id: string;
  entry: AccessEntry;
  /** The revision that is stored. */
  stored: Revision | 'none';
}

interface Batch {
  readonly gathered: readonly Gathered[];
  readonly changes: readonly DocumentChange[];
}

/**
 * Who of the staff read what. A read is noted in memory as it is answered, and stored within a second, many in one write: a process that is
 * killed loses the reads of its last second, one that is stopped none. While the store cannot be written to, they wait; when too many wait,
 * reads are refused, so that none is ever left out unsaid.
 */
@Injectable()
export class AccessLog {
  private readonly logger = new Logger('access-log');
  private readonly active: ActiveGeneration;
  /** By person, way and complaint, the one that began first at the front. */
  private readonly current = new Map<string, Gathered>();
  private readonly waiting = new Set<Gathered>();
  /** What is being written: repeated as it is after a failure, because nobody knows whether the store has it. */
  private batch: Batch | undefined;
  private defining: Promise<void> | undefined;
  private writing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isFailing = false;

  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    metrics: Metrics,
  ) {
    this.active = new ActiveGeneration(store, ACCESSES.name);
    metrics.gauge(
      'redress_access_log_waiting_entries',
      'Entries of the access log that are not stored yet; at 10,000 reads of personal data are refused.',
      'store',
      () => [Promise.resolve(['read-store', this.waitingCount] as const)],
    );
  }

  /** To be called before anything is read that is then noted. Throws `Problem('access-log-full')`. */
  requireRoom(): void {
    if (this.waitingCount >= WAITING_MAX)
      throw new Problem('access-log-full', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  /** Notes a read that is about to be answered. Never fails. */
  note(access: Access): void {
    const now = this.clock.now();
    const { kind, actor, reference } = access;
    const key = JSON.stringify([actor.id, actor.role, kind, reference]);
    const known = this.current.get(key);
    const sinceMs = known === undefined ? Infinity : epochMsOf(now) - epochMsOf(known.entry.firstAt);
    // A clock that was set back begins another entry, as if time had passed.
    const isSame = sinceMs >= 0 && sinceMs < ACCESS_WINDOW_MS;
    const gathered =
      known !== undefined && isSame
        ? known
        : { id: randomUUID(), entry: { ...access, firstAt: now, lastAt: now, count: 0 }, stored: 'none' as const };
    gathered.entry = { ...gathered.entry, lastAt: now, count: gathered.entry.count + 1 };
    if (gathered !== known) this.begin(key, gathered);
    this.waiting.add(gathered);
    this.timer ??= setTimeout(() => void this.writeInTime(), WRITE_MS).unref();
  }

  /** Stores everything noted so far. Rejects when the store cannot be written to; what waits goes on waiting. */
  written(): Promise<void> {
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
    });
    return this.writing;
  }

  /** Stores what waits, for the last time. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    // Whatever was noted while another write was under way.
    await this.written()
      .then(() => this.written())
      .catch((error: unknown) => {
        this.logger.error({ detail: 'Entries are lost.', entries: this.waitingCount, ...failureSummary(error) });
      });
  }

  private get waitingCount(): number {
    return this.waiting.size + (this.batch?.gathered.length ?? 0);
  }

  private begin(key: string, gathered: Gathered): void {
    this.current.delete(key);
    this.current.set(key, gathered);
    if (this.current.size <= CURRENT_MAX) return;
    for (const oldest of this.current.keys()) {
      this.current.delete(oldest);
      return;
    }
  }

  private async writeInTime(): Promise<void> {
    this.timer = undefined;
    try {
      await this.written();
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing)
        this.logger.error({ detail: 'Entries wait.', entries: this.waitingCount, ...failureSummary(error) });
      this.isFailing = true;
      this.timer ??= setTimeout(() => void this.writeInTime(), WRITE_MS).unref();
    }
  }

  private async writeAll(): Promise<void> {
    if (this.waitingCount === 0) return;
    await this.define();
    while (this.waitingCount > 0) {
      this.batch ??= this.nextBatch();
      const { gathered, changes } = this.batch;
      try {
        await this.active.commit({ changes });
        gathered.forEach((one, index) => {
          one.stored = changes[index]!.revision;
        });
      } catch (error) {
        if (!(error instanceof DocumentConflictError)) throw error;
        // The store was restored meanwhile. Rather twice than not at all: each begins anew, as a whole.
        for (const one of gathered) {
          Object.assign(one, { id: randomUUID(), stored: 'none' });
          this.waiting.add(one);
        }
      }
      this.batch = undefined;
    }
  }

  private nextBatch(): Batch {
    const gathered = [...this.waiting].slice(0, BATCH_MAX);
    for (const one of gathered) this.waiting.delete(one);
    const changes = gathered.map(({ id, entry, stored }) => ({
      id,
      expected: stored,
      revision: stored === 'none' ? 0 : stored + 1,
      body: { ...entry },
    }));
    return { gathered, changes };
  }

  /** Declares the view with the first entry: most processes of some services never have one. */
  define(): Promise<void> {
    this.defining ??= this.store.define(ACCESSES).catch((error: unknown) => {
      this.defining = undefined;
      throw error;
    });
    return this.defining;
  }
}
