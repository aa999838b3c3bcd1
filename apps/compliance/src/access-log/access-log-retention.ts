import { Inject, Injectable } from '@nestjs/common';
import { epochMsOf, instantOf } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import {
  ACCESSES,
  AccessLog,
  CONFIG,
  READ_STORE,
  type RedressConfig,
  type Rounds,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';

const MS_PER_DAY = 86_400_000;
/** Entries removed at once, with other work in between. */
const REMOVED_MAX = 200;

/** Removes entries of the access log that are older than `REDRESS_ACCESS_LOG_DAYS`. Several processes may do so at once. */
@Injectable()
export class AccessLogRetention implements Rounds {
  constructor(
    @Inject(CONFIG) private readonly config: RedressConfig,
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly log: AccessLog,
  ) {}

  /** Removes the oldest of what is too old now. */
  async round(): Promise<number> {
    await this.log.define();
    const before = instantOf(epochMsOf(this.clock.now()) - this.config.accessLogDays * MS_PER_DAY);
    const { documents } = await this.store.find(ACCESSES.name, {
      where: [{ field: 'firstAt', is: 'before', value: before }],
      sort: { field: 'firstAt', direction: 'ascending' },
      limit: REMOVED_MAX,
    });
    if (documents.length === 0) return 0;
    await this.store.remove(
      ACCESSES.name,
      documents.map(({ id }) => id),
    );
    return documents.length;
  }
}
