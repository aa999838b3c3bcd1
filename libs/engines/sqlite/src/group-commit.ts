import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import { type EventingError, StoreClosedError, StoreUnavailableError } from '@redress/eventing';

/** The outcome of one piece of work in a committed transaction. */
export type CommitResult<Answer> = { readonly answer: Answer } | { readonly error: EventingError };

interface GroupCommitOptions<Work, Answer> {
  /**
   * Does all the work in one transaction and returns, once the commit is on disk, an outcome for each piece in the same order.
   * Throws when nothing of it was written.
   */
  readonly commit: (group: readonly Work[]) => readonly CommitResult<Answer>[];
  /** Size of a piece of work, in characters to be written. */
  readonly sizeOf: (work: Work) => number;
}

interface Waiting<Work, Answer> {
  readonly work: Work;
  readonly size: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Pieces of work, and characters, in one transaction: enough to share the fsync well, few enough that readers wait only briefly. */
const groupWorkMax = 1_000;
const groupCharactersMax = 8_000_000;
/** Limits of waiting work; beyond them work is refused rather than piled up in memory. */
const waitingWorkMax = 20_000;
const waitingCharactersMax = 256_000_000;
/**
 * After a commit that many shared, the next waits for so many times as long as that one took, but never longer than the limit. A commit costs a
 * millisecond of processor time and more, of one piece of work as of sixty: where there are many writers, others are on their way. A writer
 * alone never waits: one request writes a few pieces at once, such as the keys of a person and of what they said.
 */
const SHARED_BY_MANY = 8;
const REST_PER_COMMIT = 20;
const REST_MS_MAX = 30;

/**
 * Gathers the work of one turn of the event loop, or of a few milliseconds under load, into one transaction with one fsync.
 * Settles a promise only after the commit it depends on: a refusal may also depend on work of the same group.
 */
export class GroupCommit<Work, Answer> {
  private waiting: Waiting<Work, Answer>[] = [];
  private waitingCharacters = 0;
  private scheduled = false;
  private closed = false;
  /** When the next commit may begin. */
  private rested_ms = 0;

  constructor(private readonly options: GroupCommitOptions<Work, Answer>) {}

  /** Rejects with `StoreClosedError`, `StoreUnavailableError`, or an error that `commit` threw or returned. */
  submit(work: Work): Promise<Answer> {
    if (this.closed) return Promise.reject(new StoreClosedError('The store was closed.'));
    const size = this.options.sizeOf(work);
    if (
      this.waiting.length >= waitingWorkMax ||
      (this.waiting.length > 0 && this.waitingCharacters + size > waitingCharactersMax)
    ) {
      return Promise.reject(new StoreUnavailableError('Too much waits to be written. Try again later.'));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ work, size, resolve, reject });
      this.waitingCharacters += size;
      this.schedule();
    });
  }

  /** Writes accepted work, then refuses everything. */
  close(): void {
    this.closed = true;
    while (this.waiting.length > 0) this.writeGroup();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const write = (): void => {
      this.scheduled = false;
      if (this.waiting.length > 0) this.writeGroup();
      if (this.waiting.length > 0) this.schedule();
    };
    const rest_ms = this.rested_ms - performance.now();
    if (rest_ms > 0) setTimeout(write, rest_ms);
    else setImmediate(write);
  }

  private writeGroup(): void {
    const group = this.takeGroup();
    let outcomes: readonly CommitResult<Answer>[];
    const began_ms = performance.now();
    try {
      outcomes = this.options.commit(group.map(({ work }) => work));
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    const ended_ms = performance.now();
    const rest_ms = Math.min(REST_MS_MAX, REST_PER_COMMIT * (ended_ms - began_ms));
    this.rested_ms = group.length >= SHARED_BY_MANY ? ended_ms + rest_ms : ended_ms;
    group.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index]!;
      if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.answer);
    });
  }

  private takeGroup(): readonly Waiting<Work, Answer>[] {
    let length = 0;
    let characters = 0;
    for (const { size } of this.waiting) {
      if (length === groupWorkMax || (length > 0 && characters + size > groupCharactersMax)) break;
      length += 1;
      characters += size;
    }
    this.waitingCharacters -= characters;
    return this.waiting.splice(0, length);
  }
}

/**
 * Lets other pending work run. SQLite is synchronous, so a loop over pages would otherwise block requests, and the group commit itself,
 * until it ends.
 */
export async function yieldToEventLoop(): Promise<void> {
  await nextTurnOfTheLoop();
}
