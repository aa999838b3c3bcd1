import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '../http/problems/problem.js';
import type { RedressConfig } from '../service/configuration/redress-config.js';
import { ConsumerRegistry } from '../service/consumers/connect-consumer.js';
import { CONFIG } from '../service/engines/tokens.js';
import { Metrics } from '../service/operations/metrics.js';

/** How long a look at the consumers is good for: a process records some hundred events meanwhile. */
const LOOK_MS = 200;
const RETRY_AFTER_SECONDS = 10;

/**
 * Refuses strangers' new complaints while this process records events faster than it handles them, before views, letters and deadlines fall
 * behind without bound. ADR 67.
 */
@Injectable()
export class Backlog {
  /** The shortest backlog of each group so far. */
  private readonly shortest = new Map<string, number>();
  private readonly countRefusal: (group: string) => void;
  private readonly eventsMax: number;
  private look: { readonly atMs: number; readonly overdue: Promise<string | undefined> } | undefined;

  constructor(
    @Inject(CONFIG) { limits }: Pick<RedressConfig, 'limits'>,
    private readonly consumers: ConsumerRegistry,
    metrics: Metrics,
  ) {
    this.eventsMax = limits.backlogEventsMax;
    this.countRefusal = metrics.counter(
      'redress_backlog_refused_total',
      'Complaints refused because events are recorded faster than this group handles them.',
      'group',
      [],
    );
  }

  /**
   * Throws `Problem('backlog-too-long')` while a consumer of this process has fallen behind by more events than the settings allow. What it
   * has been behind all along does not count: after an import or a rebuild, complaints are accepted while it catches up. Nor does a consumer
   * whose backlog is unknown.
   */
  async requireShort(): Promise<void> {
    const atMs = performance.now();
    if (this.look === undefined || atMs - this.look.atMs >= LOOK_MS) this.look = { atMs, overdue: this.overdue() };
    const group = await this.look.overdue;
    if (group === undefined) return;
    this.countRefusal(group);
    throw new Problem('backlog-too-long', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }

  /** The first group that is too far behind. */
  private async overdue(): Promise<string | undefined> {
    const grown = await Promise.all(
      this.consumers
        .all()
        .map(async (consumer) => [consumer.group, this.growth(consumer.group, await lagOf(consumer))] as const),
    );
    return grown.find(([, events]) => events > this.eventsMax)?.[0];
  }

  /** How much longer a backlog is than it was at its shortest. */
  private growth(group: string, events: number | undefined): number {
    if (events === undefined) return 0;
    const shortest = Math.min(events, this.shortest.get(group) ?? events);
    this.shortest.set(group, shortest);
    return events - shortest;
  }
}

/** Undefined where it is unknown: the stream cannot tell, or cannot be asked. */
async function lagOf(consumer: { lag(): Promise<number> }): Promise<number | undefined> {
  try {
    const events = await consumer.lag();
    return events < 0 ? undefined : events;
  } catch {
    return undefined;
  }
}
