import { Controller, Get, Header, Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { EventStore, EventStream, KeyStore, QueryLoad, ReadStore, Served } from '@redress/eventing';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Public } from '../../security/caller.js';
import { ConsumerRegistry } from '../consumers/connect-consumer.js';
import { EVENT_STORE, EVENT_STREAM, KEY_STORE, READ_STORE } from '../engines/tokens.js';
import { ViewRegistry, VIEWS } from '../views/followers.js';
import { DAMAGES, KnownDamage } from './known-damage.js';

const MS_PER_SECOND = 1_000;
/** Interval at which the event loop is sampled. The library's default of 10 ms would wake an idle process a hundred times a second. */
const EVENT_LOOP_LOOKS_MS = 100;

/** An engine in the names of metrics. */
type EngineName = 'event_store' | 'event_stream' | 'key_store' | 'read_store';

/** Prometheus metrics. Labels are names of routes, groups and views: never a reference or any input. */
@Injectable()
export class Metrics implements OnModuleInit {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'redress_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer; not of streams.',
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

  /** Adds how long an engine's server has left all requests unanswered, labelled `host:port`. */
  serverInUse(name: EngineName, engine: Served): void {
    this.gauge(
      `redress_${name}_server_silent_seconds`,
      'For how long the server in use has left every question unanswered; 0 when none waits.',
      'server',
      () => {
        const { inUse } = engine;
        return inUse === undefined ? [] : [Promise.resolve([inUse.server, inUse.silent_ms / MS_PER_SECOND] as const)];
      },
    );
  }

  /** Adds a counter, which starts at 0 for each value of its label. Returns what counts one. */
  counter(name: string, help: string, label: string, values: readonly string[]): (value: string) => void {
    const counter = new Counter({ name, help, labelNames: [label], registers: [this.registry] });
    for (const value of values) counter.inc({ [label]: value }, 0);
    return (value) => counter.inc({ [label]: value });
  }

  /** Adds how busy a store is with queries; nothing for one that does not know. */
  queriesOf(store: { readonly queryLoad?: QueryLoad | undefined }): void {
    if (store.queryLoad === undefined) return;
    const values = (names: readonly (keyof QueryLoad)[]) =>
      names.map((name) => [name, store.queryLoad?.[name] ?? 0] as const);
    this.gauge(
      'redress_read_store_queries',
      'Queries for lists and figures that run, and that wait for others.',
      'state',
      () => values(['running', 'waiting']).map((value) => Promise.resolve(value)),
    );
    new Counter({
      name: 'redress_read_store_failed_queries_total',
      help: 'Queries that were refused because too many waited, or stopped because they took too long.',
      labelNames: ['outcome'],
      registers: [this.registry],
      // The store counts: what it has counted is read on each scrape.
      collect() {
        this.reset();
        for (const [outcome, count] of values(['refused', 'stopped'])) this.inc({ outcome }, count);
      },
    });
  }

  /** Adds a gauge whose values are read on each scrape. A value that cannot be read is omitted; the others are still returned. */
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

/** Metrics of followers: consumer lag, parked complaints and damage found. */
@Injectable()
export class FollowerMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly consumers: ConsumerRegistry,
    @Inject(VIEWS) private readonly views: ViewRegistry,
    private readonly damage: KnownDamage,
    @Inject(EVENT_STORE) private readonly eventStore: EventStore,
    @Inject(EVENT_STREAM) private readonly eventStream: EventStream,
    @Inject(KEY_STORE) private readonly keyStore: KeyStore,
    @Inject(READ_STORE) private readonly readStore: ReadStore,
  ) {}

  onModuleInit(): void {
    this.metrics.serverInUse('event_store', this.eventStore);
    this.metrics.serverInUse('event_stream', this.eventStream);
    this.metrics.serverInUse('key_store', this.keyStore);
    this.metrics.serverInUse('read_store', this.readStore);
    this.metrics.queriesOf(this.readStore);
    this.metrics.gauge(
      'redress_consumer_lag_events',
      'Events recorded and not yet handled; -1 when unknown.',
      'group',
      () => this.consumers.all().map(async (consumer) => [consumer.group, await consumer.lag()] as const),
    );
    this.metrics.gauge(
      'redress_view_parked_complaints',
      'Complaints that wait behind an event that could not be applied.',
      'view',
      () => this.views.all().map(async (view) => [view.name, (await view.parked()).length] as const),
    );
    this.metrics.gauge(
      'redress_damaged_complaints',
      'Complaints that this process has found to lack events of their history, or keys to their personal values.',
      'damage',
      () => DAMAGES.map(async (damage) => [damage, this.damage.count(damage)] as const),
    );
  }
}

/** Serves the metrics in the Prometheus format. */
@Public()
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
