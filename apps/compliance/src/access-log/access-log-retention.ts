import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { epochMsOf, instantOf } from '@redress/domain';
import { pause, type ReadStore } from '@redress/eventing';
import {
  ACCESSES,
  AccessLog,
  CONFIG,
  failureSummary,
  READ_STORE,
  type RedressConfig,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';

const MS_PER_DAY = 86_400_000;
/** Between two rounds. */
const ROUND_MS = 3_600_000;
/** Entries removed at once, with other work in between. */
const REMOVED_MAX = 200;

/** Removes entries of the access log that are older than `REDRESS_ACCESS_LOG_DAYS`, every hour. Several processes may do so at once. */
@Injectable()
export class AccessLogRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('access-log');
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: RedressConfig,
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly log: AccessLog,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.rounds();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Removes what is too old now. Ends early when the service stops. */
  async removeOld(): Promise<void> {
    await this.log.define();
    const before = instantOf(epochMsOf(this.clock.now()) - this.config.accessLogDays * MS_PER_DAY);
    for (let wasFull = true; wasFull && !this.stopping.signal.aborted;) {
      const { documents } = await this.store.find(ACCESSES.name, {
        where: [{ field: 'firstAt', is: 'before', value: before }],
        sort: { field: 'firstAt', direction: 'ascending' },
        limit: REMOVED_MAX,
      });
      await this.store.remove(
        ACCESSES.name,
        documents.map(({ id }) => id),
      );
      wasFull = documents.length === REMOVED_MAX;
    }
  }

  private async rounds(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.removeOld().catch((error: unknown) => {
        this.logger.warn({ detail: 'Old entries stay for another hour.', ...failureSummary(error) });
      });
      await pause(ROUND_MS, signal);
    }
  }
}
