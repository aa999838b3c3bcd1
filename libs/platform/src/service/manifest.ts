import { Controller, Inject, type InjectionToken, type ModuleMetadata, type Provider, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import type { EventBatch, ProcessManager, Projection } from '@redress/eventing';
import { OnComplaintEvents } from './consumers/event-stream-server.js';
import type { Application } from './run-service.js';
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

/** What a consumer group keeps up to date from the log: made by {@link view}, {@link processManager} or {@link runner}. */
export interface Followed {
  readonly name: string;
  /** Injection token of its `LogFollower`. */
  readonly token: string;
  readonly providers: readonly Provider[];
  readonly projection?: Projection;
}

/** Made from other providers, in the order of `inject`. */
export interface Made<Thing> {
  readonly inject: readonly InjectionToken[];
  // Nest injects by token, so the types of what is injected are the maker's to say.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly make: (...injected: any[]) => Thing;
}

/** A consumer group of a service. What its members keep is handled together; a batch comes again when one of them fails. */
export interface ConsumerGroup {
  /** `case-handling-deadlines`: its place in the event stream is kept under this name. */
  readonly group: string;
  readonly follows: readonly Followed[];
}

/** Everything that a service is: what it does, each once. */
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
  /** What those work with. */
  readonly providers?: readonly Provider[];
}

/** A service by its manifest: its Nest module, with a consumer for whatever its groups follow. */
export function service(manifest: ServiceManifest): Application {
  const { name, imports = [], routes, commands = [], queries = [], groups = [], providers = [] } = manifest;
  const consumers = groups.map(({ group, follows }) => ({ group, follows, transportId: Symbol(group) }));
  const followed = groups.flatMap(({ follows }) => follows);
  return {
    name,
    module: {
      // Nest tells modules apart by their class.
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
    projections: followed.flatMap(({ projection }) => projection ?? []),
  };
}

/** A view, which can be built anew. */
export function view(projection: Projection): Followed {
  const { name } = projection.view;
  return { name, token: viewToken(name), providers: [provideView(projection)], projection };
}

/** Injection token of a process manager. */
export function managerToken(name: string): string {
  return `manager:${name}`;
}

/** A process manager, which keeps its position under its name. */
export function processManager(name: string, { inject, make }: Made<ProcessManager>): Followed {
  const manager = managerToken(name);
  return {
    name,
    token: processToken(name),
    providers: [{ provide: manager, inject: [...inject], useFactory: make }, provideProcess(name, manager)],
  };
}

/** Something else that is kept from the log, and cannot be built anew. It notes what it is given, so nothing in it can fail for good. */
export function runner(name: string, { inject, make }: Made<Pick<LogRunner, 'start' | 'apply'>>): Followed {
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
            new LogFollower(name, 'process', {
              start: () => made.start(),
              apply: (batch) => made.apply(batch),
              parked: () => Promise.resolve([]),
              retry: () => Promise.resolve('not-parked'),
            }),
          );
        },
      },
    ],
  };
}

/** A controller that hands the events of a transport to a follower. */
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
