import { Injectable, type InjectionToken, Logger, type OnModuleInit, type Provider } from '@nestjs/common';
import type { Instant } from '@redress/domain';
import {
  type EventBatch,
  type EventCodec,
  type EventStore,
  type ParkedStream,
  type ProcessManager,
  ProcessRunner,
  type Projection,
  ProjectionRunner,
  type ReadStore,
  type StreamName,
} from '@redress/eventing';
import { Policies } from '@redress/policies';
import { TIME_SOURCE, type TimeSource } from '../time-source.js';
import { EVENT_CODEC, EVENT_STORE, READ_STORE } from '../engines/tokens.js';

/** Interface that the core's runners of views and of process managers share. */
export interface LogRunner {
  start(): Promise<void>;
  apply(batch: EventBatch): Promise<void>;
  parked(): Promise<readonly ParkedStream[]>;
  retry(stream: StreamName): Promise<'done' | 'still-parked' | 'not-parked'>;
}

/** `view`: can be rebuilt at any time. `process`: has outside effects, which a rebuild would repeat. */
export type FollowerKind = 'view' | 'process';

/** A view, or the progress of a process manager, that a consumer of this process keeps up to date from the log. */
export class LogFollower implements OnModuleInit {
  constructor(
    readonly name: string,
    readonly kind: FollowerKind,
    private readonly runner: LogRunner,
    /** Version of the documents it writes; undefined for a process that writes none. */
    readonly version?: number,
  ) {}

  /** Declares its documents to the read store before the first query. */
  async onModuleInit(): Promise<void> {
    await this.runner.start();
  }

  /** Handles a batch durably; idempotent. Rejects when an engine is unreachable, so that the batch is redelivered. */
  apply(batch: EventBatch): Promise<void> {
    return this.runner.apply(batch);
  }

  /** Complaints waiting behind an event that could not be handled; at most 1000, oldest first. */
  parked(): Promise<readonly ParkedStream[]> {
    return this.runner.parked();
  }

  /** Retries a parked complaint. */
  retry(stream: StreamName): Promise<'done' | 'still-parked' | 'not-parked'> {
    return this.runner.retry(stream);
  }
}

/** Views of this process and progress of its process managers: for consumers, health, metrics and parked complaints. */
@Injectable()
export class ViewRegistry {
  private readonly views = new Map<string, LogFollower>();

  /** Adds a view and returns it. Throws when the name is taken: two views would write to the same documents. */
  add(view: LogFollower): LogFollower {
    if (this.views.has(view.name)) throw new Error(`The view ${view.name} is kept twice in this process.`);
    this.views.set(view.name, view);
    return view;
  }

  /** Throws a `RangeError` for a view that this process does not have. */
  get(name: string): LogFollower {
    const view = this.views.get(name);
    if (view === undefined) throw new RangeError(`The view ${name} is not kept in this process.`);
    return view;
  }

  all(): readonly LogFollower[] {
    return [...this.views.values()];
  }
}

/** The {@link ViewRegistry} of this process. */
export const VIEWS = Symbol('VIEWS');

/** Injection token of a view's `LogFollower`. */
export function viewToken(name: string): string {
  return `view:${name}`;
}

/** Dependencies of every log follower. */
export interface FollowerSources {
  readonly readStore: ReadStore;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  readonly policies: Policies;
  readonly now: () => Instant;
  /** Logs that `follower` parked a complaint; nothing personal. */
  readonly logParked: (follower: string) => (parked: ParkedStream) => void;
}

const FOLLOWER_SOURCES = Symbol('FOLLOWER_SOURCES');

export const followerSourcesProvider: Provider = {
  provide: FOLLOWER_SOURCES,
  inject: [READ_STORE, EVENT_STORE, EVENT_CODEC, TIME_SOURCE, Policies],
  useFactory: (
    readStore: ReadStore,
    eventStore: EventStore,
    codec: EventCodec,
    clock: TimeSource,
    policies: Policies,
  ): FollowerSources => {
    const logger = new Logger('followers');
    const logParked =
      (follower: string) =>
      ({ stream, revision, eventType, error }: ParkedStream): void =>
        logger.error({ follower, parked: stream, revision, eventType, error });
    return { readStore, eventStore, codec, policies, now: () => clock.now(), logParked };
  },
};

/** Provides the {@link LogFollower} of a projection's view under `viewToken(name)`, and adds it to the registry. */
export function provideView(projection: Projection): Provider {
  const { name, version = 1 } = projection.view;
  return {
    provide: viewToken(name),
    inject: [FOLLOWER_SOURCES, VIEWS],
    useFactory: ({ logParked, ...sources }: FollowerSources, views: ViewRegistry) => {
      const runner = new ProjectionRunner({ projection, ...sources, onParked: logParked(name) });
      return views.add(new LogFollower(name, 'view', runner, version));
    },
  };
}

/** Injection token of a process manager's `LogFollower`. */
export function processToken(name: string): string {
  return `process:${name}`;
}

/** Provides the {@link LogFollower} of the process manager provided as `manager`, and adds it to the registry. */
export function provideProcess(name: string, manager: InjectionToken<ProcessManager>): Provider {
  return {
    provide: processToken(name),
    inject: [manager, FOLLOWER_SOURCES, VIEWS],
    useFactory: (process: ProcessManager, { logParked, ...sources }: FollowerSources, views: ViewRegistry) =>
      views.add(
        new LogFollower(name, 'process', new ProcessRunner({ process, ...sources, onParked: logParked(name) })),
      ),
  };
}
