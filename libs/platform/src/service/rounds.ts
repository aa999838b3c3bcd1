import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AnotherLogError, pause } from '@redress/eventing';
import { failureSummary } from './operations/json-logger.js';

/** Work that falls due over time. */
export interface Rounds {
  /** Does what is due now. Returns how much that was. */
  round(): Promise<number>;
}

/** Default pause between checks when nothing was due. */
const PAUSE_MS = 1_000;

/** Runs rounds while the application runs. The next round retries one that failed. */
export class RunningRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly logger: Logger;
  private running: Promise<void> = Promise.resolve();

  /**
   * `work` is undefined when its feature is not configured: then there are no rounds. `pauseMs`: how long to wait after a round in which nothing
   * was due, or one that failed.
   */
  constructor(
    name: string,
    private readonly work: Rounds | undefined,
    private readonly pauseMs = PAUSE_MS,
  ) {
    this.logger = new Logger(name);
  }

  onApplicationBootstrap(): void {
    if (this.work !== undefined) this.running = this.run(this.work);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(work: Rounds): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const done = await work.round().catch((error: unknown) => {
        // The log watch reports it once, and it may take days to fix.
        if (!(error instanceof AnotherLogError)) this.logger.error(failureSummary(error));
        return 0;
      });
      if (done === 0) await pause(this.pauseMs, signal);
    }
  }
}
