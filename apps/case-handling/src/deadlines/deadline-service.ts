import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import { pause, type ReadStore } from '@redress/eventing';
import { CLOCK, failureSummary, READ_STORE, type Clock } from '@redress/platform';
import { Policies } from '@redress/policies';
import { DeadlineTimer } from './deadline-timer.js';

/**
 * Between two looks for what is due. No timer ever sleeps until a deadline: it would not notice that the host's clock was set, or that
 * a view has come to know an earlier one. A look is one indexed query.
 */
const LOOK_MS = 1_000;
/** After a failure: an engine is away. */
const RETRY_MS = 5_000;
/** Of the time that a group of firings took, so much is left to others before the next. */
const SHARE_FOR_OTHERS = 0.25;
const PAUSE_MS_MAX = 50;

/** Looks for what is due for as long as the process lives. Several processes may: see {@link DeadlineTimer}. */
@Injectable()
export class DeadlineService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('deadlines');
  private readonly stopping = new AbortController();
  private readonly timer: DeadlineTimer;
  private running: Promise<void> = Promise.resolve();
  private begunAt = 0;

  constructor(
    @Inject(READ_STORE) readStore: ReadStore,
    @Inject(CLOCK) clock: Clock,
    complaints: Complaints,
    policies: Policies,
  ) {
    this.timer = new DeadlineTimer({
      readStore,
      complaints,
      policies,
      now: () => clock.now(),
      breathe: () => this.breathe(),
      onFailure: (parked, error) => this.logger.error({ parked, ...failureSummary(error) }),
    });
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Before the engines are closed. What is in hand is finished; the rest is found by the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.begunAt = performance.now();
      const next = await this.timer.pass().then(
        () => LOOK_MS,
        (error: unknown) => {
          this.logger.error(failureSummary(error));
          return RETRY_MS;
        },
      );
      await pause(next, signal);
    }
  }

  private async breathe(): Promise<boolean> {
    const took_ms = performance.now() - this.begunAt;
    await pause(Math.min(PAUSE_MS_MAX, took_ms * SHARE_FOR_OTHERS), this.stopping.signal);
    this.begunAt = performance.now();
    return !this.stopping.signal.aborted;
  }
}
