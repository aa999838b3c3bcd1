import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import { pause, type ReadStore } from '@redress/eventing';
import { TIME_SOURCE, failureSummary, READ_STORE, type TimeSource } from '@redress/platform';
import { Policies } from '@redress/policies';
import { DeadlineTimer } from './deadline-timer.js';

/**
 * Interval between checks. No timer sleeps until a deadline: it would miss changes of the host's clock, and earlier deadlines that a view
 * learns of later. Each check is one indexed query.
 */
const LOOK_MS = 1_000;
/** Wait after a failure: an engine is unreachable. */
const RETRY_MS = 5_000;
/** Yield this fraction of the last batch's duration. */
const SHARE_FOR_OTHERS = 0.25;
const PAUSE_MS_MAX = 50;

/** Checks for due deadlines while the process runs. Several processes may do so at once: see {@link DeadlineTimer}. */
@Injectable()
export class DeadlineService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('deadlines');
  private readonly stopping = new AbortController();
  private readonly timer: DeadlineTimer;
  private running: Promise<void> = Promise.resolve();
  private begunAt = 0;

  constructor(
    @Inject(READ_STORE) readStore: ReadStore,
    @Inject(TIME_SOURCE) clock: TimeSource,
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

  /** Runs before the engines are closed. Finishes the current group; the next start finds the rest. */
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
