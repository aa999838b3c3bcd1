import { StoreUnavailableError } from '@redress/eventing';

/** So many pieces of work at once, the others in turn, and no more than so many of those. */
export class InFlight {
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private idle = Promise.withResolvers<void>();

  constructor(
    private readonly runningMax: number,
    private readonly waitingMax: number,
  ) {}

  /** Rejects with a `StoreUnavailableError` when too many wait already. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running < this.runningMax) this.running += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      this.pass();
    }
  }

  /** Resolves when nothing runs or waits. */
  async settled(): Promise<void> {
    if (this.running > 0) await this.idle.promise;
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.waitingMax) {
      throw new StoreUnavailableError('Too many appends wait for EventStoreDB. Nothing was written.');
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Hands the place on, so that nobody who comes now goes first. */
  private pass(): void {
    const next = this.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    this.running -= 1;
    if (this.running > 0) return;
    this.idle.resolve();
    this.idle = Promise.withResolvers<void>();
  }
}
