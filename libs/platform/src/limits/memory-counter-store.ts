import { type Claim, type CounterStore, requireClaim, StoreClosedError } from '@redress/eventing';

interface Window {
  held: number;
  readonly endsAt: number;
}

/** Ended windows are removed when this many counters were begun since the last time, so that the cost of each stays constant. */
const BEGUN_BEFORE_SWEEP = 1_000;

/** Counters of one process, which end with it. */
export class MemoryCounterStore implements CounterStore {
  private readonly windows = new Map<string, Window>();
  private begun = 0;
  private isClosed = false;

  /** @param nowMs milliseconds that never run backwards. */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  async add(claim: Claim): Promise<number | undefined> {
    this.requireOpen();
    requireClaim(claim);
    const { key, amount, max, seconds } = claim;
    const window = this.current(key) ?? { held: 0, endsAt: this.nowMs() + seconds * 1_000 };
    if (window.held + amount > max) return window.endsAt - this.nowMs();
    window.held += amount;
    if (!this.windows.has(key)) this.begin(key, window);
    return undefined;
  }

  async takeBack({ key, amount }: Pick<Claim, 'key' | 'amount'>): Promise<void> {
    this.requireOpen();
    const window = this.current(key);
    if (window !== undefined) window.held = Math.max(0, window.held - amount);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.windows.clear();
  }

  /** How many counters are in memory. */
  get size(): number {
    return this.windows.size;
  }

  private current(key: string): Window | undefined {
    const window = this.windows.get(key);
    if (window === undefined || window.endsAt > this.nowMs()) return window;
    this.windows.delete(key);
    return undefined;
  }

  private begin(key: string, window: Window): void {
    this.windows.set(key, window);
    this.begun += 1;
    if (this.begun < BEGUN_BEFORE_SWEEP) return;
    this.begun = 0;
    for (const name of [...this.windows.keys()]) this.current(name);
  }

  private requireOpen(): void {
    if (this.isClosed) throw new StoreClosedError('The counters were closed.');
  }
}
