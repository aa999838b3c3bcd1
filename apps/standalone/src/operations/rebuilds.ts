import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Instant } from '@redress/domain';
import { type EventCodec, type EventStore, isInLog, type Projection, rebuildView } from '@redress/eventing';
import {
  ENGINES,
  type Engines,
  EVENT_CODEC,
  EVENT_STORE,
  failureSummary,
  Problem,
  TIME_SOURCE,
  type TimeSource,
} from '@redress/platform';
import { Policies } from '@redress/policies';

/** How far a rebuild has come, or how it ended. */
export interface Rebuild {
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: Instant;
  readonly finishedAt?: Instant;
  /** Positions of the log: what it has read, and the last when this round began. */
  readonly reached: string;
  readonly of: string;
}

/**
 * Rebuilds views beside the running ones, in the background and one at a time: each reads the whole log. Remembers the last rebuild of each
 * view until the process ends.
 */
@Injectable()
export class Rebuilds implements OnModuleDestroy {
  private readonly logger = new Logger(Rebuilds.name);
  private readonly stopping = new AbortController();
  private readonly last = new Map<string, Rebuild>();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(ENGINES) private readonly engines: Engines,
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(EVENT_CODEC) private readonly codec: EventCodec,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly policies: Policies,
  ) {}

  /** The last rebuild of a view in this process. */
  of(view: string): Rebuild | undefined {
    return this.last.get(view);
  }

  /**
   * Begins to rebuild a view, unless that is under way. Throws `Problem('rebuild-running')` while another one is, and
   * `Problem('view-of-another-log')` for a view that the command line has to look at first, since it may know what the log has lost.
   */
  async start(projection: Projection): Promise<void> {
    const { name } = projection.view;
    const place = (await this.engines.readStore.places()).get(name);
    if (place !== undefined && !(await isInLog(this.events, place))) throw new Problem('view-of-another-log');
    const [busy] = [...this.last].find(([, { state }]) => state === 'running') ?? [];
    if (busy === name) return;
    if (busy !== undefined) throw new Problem('rebuild-running');
    this.last.set(name, { state: 'running', startedAt: this.clock.now(), reached: '0', of: '0' });
    this.running = this.run(projection);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(projection: Projection): Promise<void> {
    const { name } = projection.view;
    try {
      await rebuildView({
        projection,
        readStore: this.engines.readStore,
        eventStore: this.events,
        codec: this.codec,
        policies: this.policies,
        now: () => this.clock.now(),
        signal: this.stopping.signal,
        onProgress: (reached, of) => this.note(name, { reached: String(reached), of: String(of) }),
      });
      this.note(name, { state: 'done', finishedAt: this.clock.now() });
    } catch (error) {
      if (!this.stopping.signal.aborted) this.logger.error({ view: name, ...failureSummary(error) });
      this.note(name, { state: 'failed', finishedAt: this.clock.now() });
    }
  }

  private note(view: string, change: Partial<Rebuild>): void {
    const known = this.last.get(view);
    if (known !== undefined) this.last.set(view, { ...known, ...change });
  }
}
