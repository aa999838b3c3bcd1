import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventStore } from '@redress/eventing';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const MS_PER_SECOND = 1_000;
/** How often the event loop is looked at. The library's own 10 ms would wake a process at rest a hundred times a second. */
const EVENT_LOOP_LOOKS_MS = 100;

/** What is measured, in Prometheus' terms. Labels are names of routes, groups and views: never a reference or anything sent. */
@Injectable()
export class Metrics implements OnModuleInit {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'redress_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  onModuleInit(): void {
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: EVENT_LOOP_LOOKS_MS });
  }

  /** @param route the route's pattern, `/api/cases/:reference`, never the address itself. */
  observeRequest(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status }, seconds);
  }

  /** For how long the event store's server has left every question unanswered, by its name: `host:port`. */
  serverInUse(eventStore: EventStore): void {
    this.gauge(
      'redress_event_store_server_silent_seconds',
      'For how long the server in use has left every question unanswered; 0 when none waits.',
      'server',
      () => {
        const { inUse } = eventStore;
        return inUse === undefined ? [] : [Promise.resolve([inUse.server, inUse.silent_ms / MS_PER_SECOND] as const)];
      },
    );
  }

  /** A gauge that is asked for when the metrics are read. What cannot be told then is left out; the other metrics are still given. */
  gauge(name: string, help: string, label: string, values: () => readonly Promise<readonly [string, number]>[]): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect() {
        this.reset();
        for (const outcome of await Promise.allSettled(values())) {
          if (outcome.status === 'fulfilled') this.set({ [label]: outcome.value[0] }, outcome.value[1]);
        }
      },
    });
  }
}
