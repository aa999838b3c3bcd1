import type { EachBatchPayload } from 'kafkajs';

/** So long the brokers may not know yet what has had its effect. */
export const COMMIT_MS = 100;
/** So many messages may be unknown to them: a consumer that is killed has only these, and the piece in its hand, repeated. */
export const UNCOMMITTED_MAX = 500;

/**
 * How far a member has come in its partitions, told to the brokers by time and not after every piece: under light load pieces are small,
 * and a commit of each would take longer than its effect. Nothing is noted before its effect, so that a late commit only ever
 * means repeats.
 */
export class OffsetCommits {
  /** By partition, where to go on. */
  private readonly next = new Map<number, string>();
  private messages = 0;
  private payload: EachBatchPayload | undefined;
  private timer: NodeJS.Timeout | undefined;
  private committing: Promise<void> = Promise.resolve();
  private isGivenUp = false;
  /** Ends the wait for the commit under way. */
  private leave: ((reason: Error) => void) | undefined;

  /** Everything up to the offset `last` of the payload's partition has had its effect. Rejects with what kafkajs says when it is time. */
  async handled(payload: EachBatchPayload, last: string, messages: number): Promise<void> {
    this.payload = payload;
    this.next.set(payload.batch.partition, String(BigInt(last) + 1n));
    this.messages += messages;
    // What is fetched next begins behind it; only a new membership begins at the commit.
    payload.resolveOffset(last);
    if (this.messages >= UNCOMMITTED_MAX) await this.flush();
    else this.flushLater();
  }

  /** Resolves when the next batch may be handled: not while a commit of too much is under way. Never rejects. */
  async room(): Promise<void> {
    if (this.messages >= UNCOMMITTED_MAX) await this.committing.catch(() => undefined);
  }

  /** Commits what was noted, after a commit under way. Rejects with what kafkajs says; what was noted is then kept for the next. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const flushed = this.committing.catch(() => undefined).then(() => this.commit());
    this.committing = flushed;
    return flushed;
  }

  /**
   * Waits for no commit any more until {@link forget}; what one would have told is repeated. kafkajs asks a coordinator that is silent for
   * minutes, and whoever waits for that keeps the batch in hand.
   */
  giveUp(): void {
    this.isGivenUp = true;
    this.leave?.(givenUp());
  }

  /** A new membership begins where the group's last commit was. */
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

  /** A commit that is refused is tried again; the next heartbeat tells kafkajs when this is no member any more. */
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
