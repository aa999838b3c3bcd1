import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AnotherLogError } from '@redress/eventing';
import { failureSummary } from '@redress/platform';
import { setTimeout as pause } from 'node:timers/promises';

/** Work that falls due by itself. */
export interface Rounds {
  /** Does what is due now. Answers how much that was. */
  round(): Promise<number>;
}

/** Between two looks at what is due, when nothing was. */
const PAUSE_MS = 1_000;

/** Lets work that falls due go round for as long as the application runs. A round that fails is tried again with the next. */
export class RunningRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly logger: Logger;
  private running: Promise<void> = Promise.resolve();

  /** Without work, since it was not asked for, there are no rounds. */
  constructor(
    name: string,
    private readonly work: Rounds | undefined,
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
        // The watch over the log says it once, and it may take days until it is set right.
        if (!(error instanceof AnotherLogError)) this.logger.error(failureSummary(error));
        return 0;
      });
      if (done === 0) await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
