import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { failureSummary } from '@redress/platform';
import { setTimeout as pause } from 'node:timers/promises';
import type { WebhookDeliverer } from './webhook-deliverer.js';

/** Between two looks at what is due, when nothing was. */
const PAUSE_MS = 1_000;

/** Lets the deliverer go round for as long as the application runs. A round that fails is tried again with the next. */
export class WebhookRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly logger = new Logger('webhooks');
  private running: Promise<void> = Promise.resolve();

  /** Without a deliverer, since nobody subscribed, there are no rounds. */
  constructor(private readonly deliverer: WebhookDeliverer | undefined) {}

  onApplicationBootstrap(): void {
    if (this.deliverer !== undefined) this.running = this.run(this.deliverer);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(deliverer: WebhookDeliverer): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const attempts = await deliverer.round().catch((error: unknown) => {
        this.logger.error(failureSummary(error));
        return 0;
      });
      if (attempts === 0) await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
