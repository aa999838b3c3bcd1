import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ProjectionRunner, type ReadStore, type RetryResult } from '@redress/eventing';
import { openEngines, serviceRoot, VIEWS, type RedressConfig, type ViewRegistry } from '@redress/platform';
import { services } from '@redress/standalone';
import { openForReading } from '../session/reading.js';
import { viewOwners } from '../session/view-owners.js';
import type { Follower } from './followers.js';

/** All services without a port and without consumers: only to do again what one of them could not. */
@Module({})
class Services {}

/** Retries one parked complaint of one view or process, and answers what came of it. */
export type Retry = (stream: string) => Promise<RetryResult>;

/**
 * A view's complaints are retried beside a running server. A process manager appends events, so on an embedded store its
 * retries need the data folder for themselves: throws `StoreUnavailableError` while the server runs.
 */
export async function withRetry<Result>(
  config: RedressConfig,
  { name, projection }: Follower,
  readStore: ReadStore,
  work: (retry: Retry) => Promise<Result>,
): Promise<Result> {
  if (projection === undefined) return withProcess(config, name, work);
  const session = await openForReading(config, { personal: false });
  const { events: eventStore, codec, policies } = session;
  const runner = new ProjectionRunner({
    projection,
    readStore,
    eventStore,
    codec,
    policies,
    now: () => new Date().toISOString(),
  });
  return work((stream) => runner.retry(stream)).finally(() => session.close());
}

async function withProcess<Result>(
  config: RedressConfig,
  name: string,
  work: (retry: Retry) => Promise<Result>,
): Promise<Result> {
  const engines = await openEngines(config, viewOwners);
  const module: DynamicModule = { module: Services, imports: services.map((service) => service.module) };
  const app = await NestFactory.createApplicationContext(serviceRoot(module, { config, engines }), {
    logger: ['error'],
    abortOnError: false,
  }).catch(async (error: unknown) => {
    await engines.close();
    throw error;
  });
  const process = app.get<ViewRegistry>(VIEWS).get(name);
  // Closing the application closes the engines.
  return work((stream) => process.retry(stream)).finally(() => app.close());
}
