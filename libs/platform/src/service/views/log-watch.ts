import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AnotherLogError, checkedPlace, type EventStore, type LogPlace, pause, type Position } from '@redress/eventing';
import type { Engines } from '../engines/engines.js';
import { ENGINES } from '../engines/tokens.js';
import { ViewRegistry, VIEWS } from './followers.js';

/** Interval of the checks. A server may be restored under a running process, and a follower that was not cut off would never notice. */
const WATCH_MS = 2_000;

type Standing = AnotherLogError | 'in-log';

/**
 * Knows of each view of this process whether it was built from this log or from another one: the log before a backup was restored, or
 * before the settings named another store. Consumers ask before they continue, and it is checked every two seconds meanwhile.
 */
@Injectable()
export class LogWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('log');
  private readonly stopping = new AbortController();
  private readonly standings = new Map<string, Standing>();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(ENGINES) private readonly engines: Engines,
    @Inject(VIEWS) private readonly views: ViewRegistry,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.watch();
  }

  /** Stops before the engines are closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Asks the stores now for the place that a view continues from. Throws `AnotherLogError` when that is no place in this log. */
  async check(view: string): Promise<LogPlace> {
    if (!this.isHeld(view)) return (await this.engines.readStore.places()).get(view) ?? { position: 0n };
    return this.checkAt(view, this.engines.eventStore);
  }

  private async checkAt(view: string, eventStore: Pick<EventStore, 'eventIdAt'>, known?: LogPlace): Promise<LogPlace> {
    try {
      const place = await checkedPlace({ readStore: this.engines.readStore, eventStore }, view, known);
      this.note(view, 'in-log');
      return place;
    } catch (error) {
      if (error instanceof AnotherLogError) this.note(view, error);
      throw error;
    }
  }

  /** Throws `AnotherLogError` for a view that stood on another log at the last check. Asks the stores only before the first check. */
  async require(view: string): Promise<void> {
    const standing = this.standings.get(view);
    if (standing === undefined) {
      if (this.isHeld(view)) await this.check(view);
    } else if (standing !== 'in-log') throw standing;
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.look();
      await pause(WATCH_MS, signal);
    }
  }

  /** Checks every view. An unreachable store says nothing about its log, so the last findings hold until it is back. */
  private async look(): Promise<void> {
    const held = this.views.all().filter(({ name }) => this.isHeld(name));
    const places = await this.engines.readStore.places().catch(() => undefined);
    if (places === undefined) return;
    // Views that have caught up all stand at one event, which is asked for once.
    const asked = new Map<Position, Promise<string | undefined>>();
    const eventIdAt = (position: Position): Promise<string | undefined> => {
      const answer = asked.get(position) ?? this.engines.eventStore.eventIdAt(position);
      asked.set(position, answer);
      return answer;
    };
    await Promise.allSettled(held.map(({ name }) => this.checkAt(name, { eventIdAt }, places.get(name))));
  }

  /** Whether it is a view, which can be rebuilt; the progress of a process cannot. */
  private isHeld(name: string): boolean {
    return this.views.all().some((view) => view.name === name && view.kind === 'view');
  }

  private note(view: string, standing: Standing): void {
    const before = this.standings.get(view);
    this.standings.set(view, standing);
    if (standing !== 'in-log' && (before === undefined || before === 'in-log')) {
      this.logger.error({ view, fault: standing.code, detail: standing.message });
    }
    if (standing === 'in-log' && before !== undefined && before !== 'in-log') {
      this.logger.log({ view, detail: 'The view stands in this log again.' });
    }
  }
}
