import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogEventStream } from '@redress/eventing';
import {
  createHttpApplication,
  createOperatedApplication,
  JsonLogger,
  loadConfig,
  Metrics,
  serviceRoot,
} from '@redress/platform';
import { RelayModule } from '@redress/relay';
import { services } from '@redress/standalone';
import { MemoryAttachmentStore, MemoryEventStore, MemoryKeyStore, MemoryReadStore } from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A metric as a process registers it. */
export interface ServedMetric {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** Every metric that the services and the relay serve, on whatever engines, by name. */
export async function servedMetrics(): Promise<readonly ServedMetric[]> {
  const data = await mkdtemp(join(tmpdir(), 'redress-metrics-'));
  try {
    const all = [...(await metricsOf(await servicesIn(data))), ...(await metricsOf(await relayIn(data)))];
    const byName = new Map(all.map((metric) => [metric.name, metric]));
    return [...byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

const silent = new JsonLogger('metrics', 'silent');
const done = async (): Promise<void> => undefined;

@Module({ imports: services.map(({ module }) => module) })
class Services {}

/** All services on engines in memory. The settings name MongoDB, with which they share counters; nothing connects before it counts. */
function servicesIn(data: string): Promise<NestFastifyApplication> {
  const readStore = 'mongodb://127.0.0.1/redress';
  const config = { ...loadConfig({ REDRESS_DATA: data, REDRESS_MASTER_KEY: '42'.repeat(32) }), readStore };
  const eventStore = new MemoryEventStore();
  // As the embedded read store, which alone counts its queries.
  const queryLoad = { running: 0, waiting: 0, refused: 0, stopped: 0 };
  const engines = {
    eventStore,
    readStore: Object.assign(new MemoryReadStore(), { queryLoad }),
    keyStore: new MemoryKeyStore(),
    attachmentStore: new MemoryAttachmentStore(),
    eventStream: new LogEventStream(eventStore),
    close: done,
  };
  return createHttpApplication(serviceRoot(Services, { config, engines }), config, silent);
}

function relayIn(data: string): Promise<NestFastifyApplication> {
  const engines = {
    eventStore: new MemoryEventStore(),
    readStore: new MemoryReadStore(),
    publisher: { publish: done, close: done },
    destination: 'redress.complaint-events',
    close: done,
  };
  return createOperatedApplication(RelayModule.forRoot(loadConfig({ REDRESS_DATA: data }), engines, {}), silent);
}

async function metricsOf(app: NestFastifyApplication): Promise<readonly ServedMetric[]> {
  await app.init();
  try {
    return app
      .get(Metrics)
      .registry.getMetricsAsArray()
      .map((metric) => ({
        name: metric.name,
        help: metric.help,
        type: String(metric.type),
        labels: labelsOf(metric),
      }));
  } finally {
    await app.close();
  }
}

/** The library's types leave them out. */
function labelsOf(metric: object): readonly string[] {
  const names: unknown = Reflect.get(metric, 'labelNames');
  return Array.isArray(names) ? names.map(String) : [];
}
