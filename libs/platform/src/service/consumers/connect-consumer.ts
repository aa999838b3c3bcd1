import { type INestApplication, Injectable } from '@nestjs/common';
import { referenceOf } from '@redress/complaints';
import {
  type EventStore,
  type EventStream,
  type KeyRing,
  LOG_START,
  type LogPlace,
  type Position,
  requireInLog,
} from '@redress/eventing';
import { CONFIG, EVENT_STORE, EVENT_STREAM, KEY_RING } from '../engines/tokens.js';
import type { RedressConfig } from '../configuration/redress-config.js';
import { schemeOf } from '../engines/engine-kinds.js';
import { LogWatch } from '../views/log-watch.js';
import { EventStreamServer } from './event-stream-server.js';

/** A service as a consumer: its group, the transport that its handlers name, and its views. */
export interface ConsumerDefinition {
  readonly group: string;
  readonly transportId: symbol;
  /** Names of this consumer's views. It starts at the position of the one furthest behind, once all of them match this log. */
  readonly views: readonly string[];
}

/** Connects a service's handlers to the event stream; `app.startAllMicroservices()` starts them. */
export function connectConsumer(app: INestApplication, definition: ConsumerDefinition): EventStreamServer {
  const watch = app.get(LogWatch);
  const eventStore = app.get<EventStore>(EVENT_STORE);
  // A batch of the log itself needs no comparison with it.
  const isByTopic = schemeOf(app.get<RedressConfig>(CONFIG).eventStream) !== 'log';
  const keys = app.get<KeyRing>(KEY_RING);
  const server = new EventStreamServer({
    stream: app.get<EventStream>(EVENT_STREAM),
    group: definition.group,
    transportId: definition.transportId,
    start: () => earliest(definition.views.map((name) => watch.check(name))),
    admit: async ({ events }) => {
      for (const name of definition.views) await watch.requireCurrent(name);
      if (isByTopic) await requireInLog(eventStore, events);
      // The key of an erased person is destroyed by one process, and may be in the memory of any.
      for (const { type, stream } of events) if (type === 'ComplainantErased') keys.doubt(referenceOf(stream));
    },
  });
  app.connectMicroservice({ strategy: server }, { inheritAppConfig: false });
  app.get(ConsumerRegistry).add(server);
  return server;
}

async function earliest(places: readonly Promise<LogPlace>[]): Promise<Position> {
  const known = await Promise.all(places);
  return known.reduce((first, { position }) => (position < first ? position : first), known[0]?.position ?? LOG_START);
}

/** Consumers of this process, for health and metrics. */
@Injectable()
export class ConsumerRegistry {
  private readonly consumers: EventStreamServer[] = [];

  add(consumer: EventStreamServer): void {
    this.consumers.push(consumer);
  }

  all(): readonly EventStreamServer[] {
    return this.consumers;
  }
}
