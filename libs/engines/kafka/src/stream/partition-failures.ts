import { doubling } from '@redress/eventing';

const BACKOFF_MS_SHORTEST = 100;
const BACKOFF_MS_LONGEST = 10_000;

interface Failing {
  attempts: number;
  waiting: NodeJS.Timeout;
  readonly goOn: () => void;
}

/** The partitions whose last attempt failed: each rests for a while, and then its batch comes again. */
export class PartitionFailures {
  private readonly failing = new Map<number, Failing>();

  get isEmpty(): boolean {
    return this.failing.size === 0;
  }

  has(partition: number): boolean {
    return this.failing.has(partition);
  }

  /** Calls `goOn` after the backoff. Answers the number of attempts that have failed in a row. */
  failed(partition: number, goOn: () => void): number {
    const before = this.failing.get(partition);
    clearTimeout(before?.waiting);
    const attempts = (before?.attempts ?? 0) + 1;
    const waiting = setTimeout(goOn, doubling(attempts, BACKOFF_MS_SHORTEST, BACKOFF_MS_LONGEST));
    this.failing.set(partition, { attempts, waiting, goOn });
    return attempts;
  }

  succeeded(partition: number): void {
    clearTimeout(this.failing.get(partition)?.waiting);
    this.failing.delete(partition);
  }

  /** Forgets those of partitions that have gone to another member; if they come back, they do not come back resting. */
  keepOnly(partitions: readonly number[]): void {
    for (const [partition, { goOn }] of [...this.failing]) {
      if (partitions.includes(partition)) continue;
      this.succeeded(partition);
      goOn();
    }
  }

  forgetAll(): void {
    for (const partition of [...this.failing.keys()]) this.succeeded(partition);
  }
}
