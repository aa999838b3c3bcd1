import { Inject, Logger, type Provider, type Type } from '@nestjs/common';
import {
  ProcessRunner,
  type EventCodec,
  type EventStore,
  type ProcessManager,
  type ReadStore,
} from '@redress/eventing';
import { CLOCK, type Clock } from '../clock/clock.js';
import { EVENT_CODEC, EVENT_STORE, READ_STORE } from '../engines/tokens.js';
import { VIEWS } from '../views/tokens.js';
import type { ViewRegistry } from '../views/view-registry.js';
import { ProcessService } from './process-service.js';

function processToken(name: string): string {
  return `process:${name}`;
}

/** Injects the `ProcessService` of one process manager. */
export function InjectProcess(name: string): ParameterDecorator {
  return Inject(processToken(name));
}

/** Provides the {@link ProcessService} of the process manager that is provided as `manager`, and enters it in the registry. */
export function provideProcess(name: string, manager: Type<ProcessManager>): Provider {
  return {
    provide: processToken(name),
    inject: [manager, READ_STORE, EVENT_STORE, EVENT_CODEC, CLOCK, VIEWS],
    useFactory: (
      process: ProcessManager,
      readStore: ReadStore,
      eventStore: EventStore,
      codec: EventCodec,
      clock: Clock,
      views: ViewRegistry,
    ) => {
      const logger = new Logger('processes');
      const runner = new ProcessRunner({
        process,
        readStore,
        eventStore,
        codec,
        now: () => clock.now(),
        onParked: ({ stream, revision, eventType, error }) =>
          logger.error({ process: name, parked: stream, revision, eventType, error }),
      });
      const service = new ProcessService(runner);
      views.add(service);
      return service;
    },
  };
}
