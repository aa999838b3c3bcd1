import { Controller, Inject, type InjectionToken, type ModuleMetadata, type Provider, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import type { EventBatch, ProcessManager, Projection, ViewDefinition } from '@redress/eventing';
import { OnComplaintEvents } from './consumers/event-stream-server.js';
import type { Application, StartupNotes } from './run-service.js';
import {
  LogFollower,
  type LogRunner,
  processToken,
  provideProcess,
  provideView,
  type ViewRegistry,
  VIEWS,
  viewToken,
} from './views/followers.js';

/** State that a consumer group keeps up to date from the log: created by {@link view}, {@link processManager} or {@link runner}. */
export interface Followed {
  readonly name: string;
  /** Injection token of its `LogFollower`. */
  readonly token: string;
  readonly providers: readonly Provider[];
  readonly projection?: Projection;
}

/** Built from other providers, in the order of `inject`. */
export interface Made<Thing> {
  readonly inject: readonly InjectionToken[];
  // Nest injects by token, so only the maker knows the types of its arguments.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly make: (...injected: any[]) => Thing;
}

/** A consumer group of a service. Its members are handled together: if one fails, the batch is redelivered to all. */
export interface ConsumerGroup {
  /** `case-handling-deadlines`: identifies the group's position in the event stream, so never change it. */
  readonly group: string;
  readonly follows: readonly Followed[];
}

/** Everything that a service consists of, declared once. */
export interface ServiceManifest {
  readonly name: string;
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  /** Controllers of its HTTP routes. */
  readonly routes: readonly Type[];
  /** Handlers of its commands. */
  readonly commands?: readonly Type[];
  /** Handlers of its queries. */
  readonly queries?: readonly Type[];
  readonly groups?: readonly ConsumerGroup[];
  /** Documents that do not come from the log, and exist nowhere else: whoever writes them declares them to the read store. */
  readonly keeps?: readonly ViewDefinition[];
  /** Providers that the above depend on. */
  readonly providers?: readonly Provider[];
  /** One of the providers, which has something to say to whoever starts the service together with all others. */
  readonly startupNotes?: Type<StartupNotes>;
}

/** Builds a service's Nest module from its manifest, with a consumer for each group. */
export function service(manifest: ServiceManifest): Application {
  const {
    name,
    imports = [],
    routes,
    commands = [],
    queries = [],
    groups = [],
    keeps = [],
    providers = [],
    startupNotes,
  } = manifest;
  const consumers = groups.map(({ group, follows }) => ({ group, follows, transportId: Symbol(group) }));
  const followed = groups.flatMap(({ follows }) => follows);
  return {
    name,
    module: {
      // Nest identifies modules by their class.
      module: class {},
      imports: [CqrsModule, ...imports],
      controllers: [
        ...routes,
        ...consumers.flatMap(({ follows, transportId }) => follows.map(({ token }) => consumerOf(token, transportId))),
      ],
      providers: [...commands, ...queries, ...providers, ...followed.flatMap((follower) => follower.providers)],
    },
    consumers: consumers.map(({ group, transportId, follows }) => ({
      group,
      transportId,
      views: follows.map((follower) => follower.name),
    })),
    kept: keeps.map(({ name: kept }) => kept),
    projections: followed.flatMap(({ projection }) => projection ?? []),
    ...(startupNotes && { startupNotes }),
  };
}

/** A view, which can be rebuilt. */
export function view(projection: Projection): Followed {
  const { name } = projection.view;
  return { name, token: viewToken(name), providers: [provideView(projection)], projection };
}

/** Injection token of a process manager. */
export function managerToken(name: string): string {
  return `manager:${name}`;
}

/** A process manager, which stores its position under its name. */
export function processManager(name: string, { inject, make }: Made<ProcessManager>): Followed {
  const manager = managerToken(name);
  return {
    name,
    token: processToken(name),
    providers: [{ provide: manager, inject: [...inject], useFactory: make }, provideProcess(name, manager)],
  };
}

/** Documents derived from the log that cannot be rebuilt. It only records its input, so nothing in it can fail permanently. */
export function runner(
  { name, version = 1 }: Pick<ViewDefinition, 'name' | 'version'>,
  { inject, make }: Made<Pick<LogRunner, 'start' | 'apply'>>,
): Followed {
  return {
    name,
    token: processToken(name),
    providers: [
      {
        provide: processToken(name),
        inject: [VIEWS, ...inject],
        useFactory: (views: ViewRegistry, ...injected: unknown[]) => {
          const made = make(...injected);
          return views.add(
            new LogFollower(
              name,
              'process',
              {
                start: () => made.start(),
                apply: (batch) => made.apply(batch),
                parked: () => Promise.resolve([]),
                retry: () => Promise.resolve('not-parked'),
              },
              version,
            ),
          );
        },
      },
    ],
  };
}

/** Creates a controller that passes the events of a transport to a follower. */
export function consumerOf(token: string, transportId: symbol): Type {
  @Controller()
  class LogConsumer {
    constructor(@Inject(token) private readonly follower: LogFollower) {}

    @OnComplaintEvents(transportId)
    apply(@Payload() batch: EventBatch): Promise<void> {
      return this.follower.apply(batch);
    }
  }
  return LogConsumer;
}
