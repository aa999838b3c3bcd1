import type { OnApplicationShutdown } from '@nestjs/common';
import { type Claim, type CounterStore, StoreClosedError } from '@redress/eventing';
import { MemoryCounterStore } from './memory-counter-store.js';

export interface SharedCounterStoreOptions {
  /** Opens the counters that the replicas share, when the first is needed. */
  readonly open: () => Promise<CounterStore>;
  /** Called each time they fail. */
  readonly onFailure: () => void;
  /** Milliseconds that never run backwards. */
  readonly nowMs?: () => number;
}

/** Longest wait for a shared counter: limits may not delay those whom they let through. */
const ANSWER_MS_MAX = 1_000;
/** How long a process counts by itself after a failure, so that only one request in that time waits. */
const ALONE_MS = 10_000;

/**
 * The counters that the replicas of a service share. While they cannot be reached, each process counts by itself: nobody is kept from lodging
 * or tracking a complaint because limits cannot be looked up, and what one client can do stays bounded by the number of processes.
 */
export class SharedCounterStore implements CounterStore, OnApplicationShutdown {
  private readonly own: MemoryCounterStore;
  private readonly nowMs: () => number;
  private shared: Promise<CounterStore> | undefined;
  private aloneUntilMs = -Infinity;
  private isClosed = false;

  constructor(private readonly options: SharedCounterStoreOptions) {
    this.nowMs = options.nowMs ?? (() => performance.now());
    this.own = new MemoryCounterStore(this.nowMs);
  }

  add(claim: Claim): Promise<number | undefined> {
    return this.either((store) => store.add(claim));
  }

  takeBack(counted: Pick<Claim, 'key' | 'amount'>): Promise<void> {
    return this.either((store) => store.takeBack(counted));
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.own.close();
    const shared = await this.shared?.catch(() => undefined);
    await shared?.close();
  }

  /** Called by Nest. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private async either<Answer>(call: (store: CounterStore) => Promise<Answer>): Promise<Answer> {
    if (this.isClosed) throw new StoreClosedError('The counters were closed.');
    if (this.nowMs() < this.aloneUntilMs) return call(this.own);
    try {
      return await inTime(this.opened().then(call));
    } catch (error) {
      // A claim that no store accepts.
      if (error instanceof RangeError) throw error;
      this.aloneUntilMs = this.nowMs() + ALONE_MS;
      this.options.onFailure();
      return call(this.own);
    }
  }

  private opened(): Promise<CounterStore> {
    this.shared ??= this.options.open().catch((error: unknown) => {
      this.shared = undefined;
      throw error;
    });
    return this.shared;
  }
}

async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The shared counters do not answer.')), ANSWER_MS_MAX);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
