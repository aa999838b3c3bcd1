import type { EachBatchPayload } from 'kafkajs';

/** How long the brokers may be unaware of handled messages. */
export const COMMIT_MS = 100;
/** How many messages they may be unaware of: after a kill only these, and the piece in hand, are repeated. */
export const UNCOMMITTED_MAX = 500;

/**
 * A member's progress in its partitions, committed at intervals and not after every piece: under light load pieces are small, and a commit
 * of each would take longer than its effect. Nothing is noted before its effect, so a late commit only causes repeats.
 */
export class OffsetCommits {
  /** The offset to continue from, by partition. */
  private readonly next = new Map<number, string>();
  private messages = 0;
  private payload: EachBatchPayload | undefined;
  private timer: NodeJS.Timeout | undefined;
  private committing: Promise<void> = Promise.resolve();
  private isGivenUp = false;
  /** Ends the wait for the commit under way. */
  private leave: ((reason: Error) => void) | undefined;

  /**
   * Notes that everything up to the offset `last` of the payload's partition has had its effect. Rejects with kafkajs's error when a commit
   * was due.
   */
  async handled(payload: EachBatchPayload, last: string, messages: number): Promise<void> {
    this.payload = payload;
    this.next.set(payload.batch.partition, String(BigInt(last) + 1n));
    this.messages += messages;
    // The next fetch starts behind it; only a new membership starts at the commit.
    payload.resolveOffset(last);
    if (this.messages >= UNCOMMITTED_MAX) await this.flush();
    else this.flushLater();
  }

  /** Resolves when the next batch may be handled: not while too much is uncommitted. Never rejects. */
  async room(): Promise<void> {
    if (this.messages >= UNCOMMITTED_MAX) await this.committing.catch(() => undefined);
  }

  /** Commits what was noted, after any running commit. Rejects with kafkajs's error; what was noted is kept for the next commit. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const flushed = this.committing.catch(() => undefined).then(() => this.commit());
    this.committing = flushed;
    return flushed;
  }

  /**
   * Waits for no commit until {@link forget}; uncommitted messages are redelivered. kafkajs asks a silent coordinator for minutes, and
   * waiting for that would hold up the batch in hand.
   */
  giveUp(): void {
    this.isGivenUp = true;
    this.leave?.(givenUp());
  }

  /** A new membership starts from the group's last commit. */
  forget(): void {
    this.isGivenUp = false;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.next.clear();
    this.messages = 0;
  }

  private async commit(): Promise<void> {
    const { payload } = this;
    if (payload === undefined || this.next.size === 0) return;
    const committed = [...this.next];
    const partitions = committed.map(([partition, offset]) => ({ partition, offset }));
    const { messages } = this;
    if (this.isGivenUp) throw givenUp();
    const left = Promise.withResolvers<never>();
    this.leave = left.reject;
    const committing = payload.commitOffsetsIfNecessary({ topics: [{ topic: payload.batch.topic, partitions }] });
    await Promise.race([committing, left.promise]);
    this.messages = Math.max(0, this.messages - messages);
    for (const [partition, offset] of committed) {
      if (this.next.get(partition) === offset) this.next.delete(partition);
    }
  }

  /** A refused commit is retried; the next heartbeat tells kafkajs when this member was removed. */
  private flushLater(): void {
    this.timer ??= setTimeout(() => {
      this.flush().catch(() => {
        if (this.next.size > 0) this.flushLater();
      });
    }, COMMIT_MS);
  }
}

function givenUp(): Error {
  return new Error('The commit was given up.');
}
