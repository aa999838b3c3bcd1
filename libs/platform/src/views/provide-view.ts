import { Logger, type Provider } from '@nestjs/common';
import { ProjectionRunner, type EventCodec, type EventStore, type Projection, type ReadStore } from '@redress/eventing';
import { CLOCK, type Clock } from '../clock/clock.js';
import { EVENT_CODEC, EVENT_STORE, READ_STORE } from '../engines/tokens.js';
import { VIEWS, viewToken } from './tokens.js';
import type { ViewRegistry } from './view-registry.js';
import { ViewService } from './view-service.js';

/** Provides the {@link ViewService} of a projection under `viewToken(name)` and enters it in the process's registry. */
export function provideView(projection: Projection): Provider {
  return {
    provide: viewToken(projection.view.name),
    inject: [READ_STORE, EVENT_STORE, EVENT_CODEC, CLOCK, VIEWS],
    useFactory: (
      readStore: ReadStore,
      eventStore: EventStore,
      codec: EventCodec,
      clock: Clock,
      views: ViewRegistry,
    ) => {
      const logger = new Logger('views');
      const runner = new ProjectionRunner({
        projection,
        readStore,
        eventStore,
        codec,
        now: () => clock.now(),
        onParked: ({ stream, revision, eventType, error }) =>
          logger.error({ view: projection.view.name, parked: stream, revision, eventType, error }),
      });
      const view = new ViewService(projection, runner);
      views.add(view);
      return view;
    },
  };
}
