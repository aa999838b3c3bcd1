import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  AnotherLogError,
  AnotherVersionError,
  checkedPlace,
  type EventStore,
  type LogPlace,
  pause,
  type Position,
  requireVersion,
} from '@redress/eventing';
import type { Engines } from '../engines/engines.js';
import { ENGINES } from '../engines/tokens.js';
import { ViewRegistry, VIEWS } from './followers.js';

/** Interval of the checks. A server may be restored while processes run, and a follower whose connection stays open would not notice. */
const WATCH_MS = 2_000;

type Standing = AnotherLogError | AnotherVersionError | 'in-log';

/**
 * Checks whether each view and process of this process has its position in this log or in another one: the log before a restore, or that of
 * another store. Consumers ask before they continue, and the check is repeated every two seconds. It also checks whether a view's documents
 * have the version that this program writes: after an upgrade they may not, and the view is then still shown but not updated.
 */
@Injectable()
export class LogWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('log');
  private readonly stopping = new AbortController();
  private readonly standings = new Map<string, Standing>();
  /** Followers whose documents have the right version: not checked again, since it cannot change back. */
  private readonly current = new Set<string>();
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

  /**
   * Asks the stores now for the position from which a follower continues. Throws `AnotherLogError` when this log does not contain it, and
   * `AnotherVersionError`.
   */
  check(name: string): Promise<LogPlace> {
    return this.checkAt(name, this.engines.eventStore);
  }

  private async checkAt(name: string, eventStore: Pick<EventStore, 'eventIdAt'>, known?: LogPlace): Promise<LogPlace> {
    try {
      const place = await checkedPlace({ readStore: this.engines.readStore, eventStore }, name, known);
      await this.checkVersion(name);
      this.note(name, 'in-log');
      return place;
    } catch (error) {
      if (error instanceof AnotherLogError || error instanceof AnotherVersionError) this.note(name, error);
      throw error;
    }
  }

  private async checkVersion(name: string): Promise<void> {
    const follower = this.views.all().find((one) => one.name === name);
    if (follower?.version === undefined || this.current.has(name)) return;
    const { version, kind } = follower;
    await requireVersion(this.engines.readStore, { name, version }, { isRebuilt: kind === 'view' });
    this.current.add(name);
  }

  /** Throws `AnotherLogError` for a follower that was on another log at the last check. Asks the stores only before the first check. */
  async require(name: string): Promise<void> {
    await this.requireCurrent(name).catch((error: unknown) => {
      if (!(error instanceof AnotherVersionError)) throw error;
    });
  }

  /** As {@link require}, before updating the follower: also throws `AnotherVersionError`. */
  async requireCurrent(name: string): Promise<void> {
    const standing = this.standings.get(name);
    if (standing === undefined) {
      if (this.views.all().some((follower) => follower.name === name)) await this.check(name);
    } else if (standing !== 'in-log') throw standing;
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.look();
      await pause(WATCH_MS, signal);
    }
  }

  /** Checks every follower. An unreachable store says nothing about its log, so the last findings stay valid until it is back. */
  private async look(): Promise<void> {
    const places = await this.engines.readStore.places().catch(() => undefined);
    if (places === undefined) return;
    // Followers that have caught up share one event, which is looked up once.
    const asked = new Map<Position, Promise<string | undefined>>();
    const eventIdAt = (position: Position): Promise<string | undefined> => {
      const answer = asked.get(position) ?? this.engines.eventStore.eventIdAt(position);
      asked.set(position, answer);
      return answer;
    };
    await Promise.allSettled(this.views.all().map(({ name }) => this.checkAt(name, { eventIdAt }, places.get(name))));
  }

  private note(name: string, standing: Standing): void {
    const before = this.standings.get(name);
    this.standings.set(name, standing);
    if (standing !== 'in-log' && (before === undefined || before === 'in-log')) {
      this.logger.error({ view: name, fault: standing.code, detail: standing.message });
    }
    if (standing === 'in-log' && before !== undefined && before !== 'in-log') {
      const detail = before instanceof AnotherVersionError ? 'It was built anew.' : 'It stands in this log again.';
      this.logger.log({ view: name, detail });
    }
  }
}
