import { Injectable, type InjectionToken, Logger, type OnModuleInit, type Provider } from '@nestjs/common';
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
} from '@redress/eventing';
import { Policies } from '@redress/policies';
import { CLOCK, type Clock } from '../clock.js';
import { EVENT_CODEC, EVENT_STORE, READ_STORE } from '../engines/tokens.js';

/** The runner of a view or of a process manager, as the core offers both. */
export interface LogRunner {
  start(): Promise<void>;
  apply(batch: EventBatch): Promise<void>;
  parked(): Promise<readonly ParkedStream[]>;
  retry(stream: string): Promise<'done' | 'still-parked' | 'not-parked'>;
}

/** `view`: can be rebuilt at any time. `process`: its effects lie outside, so a rebuild would repeat them. */
export type FollowerKind = 'view' | 'process';

/** A view, or the progress of a process manager, that a consumer of this process keeps up to date from the log. */
export class LogFollower implements OnModuleInit {
  constructor(
    readonly name: string,
    readonly kind: FollowerKind,
    private readonly runner: LogRunner,
    /** Version of the documents that it makes. */
    readonly version = 1,
  ) {}

  /** Declares to the read store what it keeps there, before anybody asks for it. */
  async onModuleInit(): Promise<void> {
    await this.runner.start();
  }

  /** Handles a batch durably; repeats are harmless. Rejects when an engine is unreachable, so that the batch comes again. */
  apply(batch: EventBatch): Promise<void> {
    return this.runner.apply(batch);
  }

  /** The complaints that wait behind an event that could not be handled; at most 1000, oldest first. */
  parked(): Promise<readonly ParkedStream[]> {
    return this.runner.parked();
  }

  /** Tries a parked complaint again. */
  retry(stream: string): Promise<'done' | 'still-parked' | 'not-parked'> {
    return this.runner.retry(stream);
  }
}

/** The views of this process and the progress of its process managers: for consumers, health, metrics and what is parked. */
@Injectable()
export class ViewRegistry {
  private readonly views = new Map<string, LogFollower>();

  /** Adds a view and returns it. Throws when the name is taken: two would write to the same documents. */
  add(view: LogFollower): LogFollower {
    if (this.views.has(view.name)) throw new Error(`The view ${view.name} is kept twice in this process.`);
    this.views.set(view.name, view);
    return view;
  }

  /** Throws a `RangeError` for a view that is not kept here. */
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

/** Injection token of the `LogFollower` of one view. */
export function viewToken(name: string): string {
  return `view:${name}`;
}

/** Dependencies of every follower of the log. */
export interface FollowerSources {
  readonly readStore: ReadStore;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  readonly policies: Policies;
  readonly now: () => string;
  /** Logs that `follower` had to park a complaint; nothing personal. */
  readonly logParked: (follower: string) => (parked: ParkedStream) => void;
}

const FOLLOWER_SOURCES = Symbol('FOLLOWER_SOURCES');

export const followerSourcesProvider: Provider = {
  provide: FOLLOWER_SOURCES,
  inject: [READ_STORE, EVENT_STORE, EVENT_CODEC, CLOCK, Policies],
  useFactory: (
    readStore: ReadStore,
    eventStore: EventStore,
    codec: EventCodec,
    clock: Clock,
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

/** Provides the {@link LogFollower} that keeps a projection's view, under `viewToken(name)`, and enters it in the registry. */
export function provideView(projection: Projection): Provider {
  const { name, version } = projection.view;
  return {
    provide: viewToken(name),
    inject: [FOLLOWER_SOURCES, VIEWS],
    useFactory: ({ logParked, ...sources }: FollowerSources, views: ViewRegistry) => {
      const runner = new ProjectionRunner({ projection, ...sources, onParked: logParked(name) });
      return views.add(new LogFollower(name, 'view', runner, version));
    },
  };
}

/** Injection token of the `LogFollower` that feeds one process manager. */
export function processToken(name: string): string {
  return `process:${name}`;
}

/** Provides the {@link LogFollower} that feeds the process manager provided as `manager`, and enters it in the registry. */
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
