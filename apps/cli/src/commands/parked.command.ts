import { existsSync } from 'node:fs';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { complaintStream } from '@redress/complaints';
import { parseReference, instantOf } from '@redress/domain';
import {
  type ParkedStream,
  ProjectionRunner,
  type ReadStore,
  type RetryResult,
  type StreamName,
} from '@redress/eventing';
import {
  openEngines,
  type RedressConfig,
  refuseUnusableEngines,
  serviceRoot,
  type ViewRegistry,
  VIEWS,
} from '@redress/platform';
import { type Follower, followers, services } from '@redress/standalone';
import { type Command, Option } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, wrongUsage } from '../exit.js';
import { embeddedFile, openForReading, openViews, viewOwners } from '../session.js';
import { nameOf, tableOf } from '../terminal.js';

const NAMES = followers.map(({ name }) => name).join(', ');
const EXAMPLES = `
A view or process parks a complaint when it cannot handle one of its events. Later events of that complaint wait; other
complaints continue. Exits with 1 if something is parked.
Retrying for a view works while the server runs. Before retrying for a process (acknowledgement) on embedded engines, stop
the server.

Views and processes: ${NAMES}

Examples:
  redress parked
  redress parked cases --retry 7K3M-9QXD-41PD
  redress parked --retry-all`;

interface ParkedOptions {
  readonly retry?: string;
  readonly retryAll?: true;
  readonly json?: true;
}

interface Listed extends ParkedStream {
  readonly view: string;
  readonly retried?: RetryResult;
}

/** `redress parked [VIEW]` */
export function parkedCommand(parent: Command, context: CliContext): void {
  parent
    .command('parked')
    .argument('[view]', 'one view or process (default: all)')
    .addOption(new Option('--retry <reference>', 'retry one complaint').conflicts('retryAll'))
    .option('--retry-all', 'retry every parked complaint')
    .option('--json', 'print as JSON')
    .description('Lists the complaints that a view or process has parked, and retries them.')
    .addHelpText('after', EXAMPLES)
    .action(async (view: string | undefined, options: ParkedOptions) => {
      const listed = await run(context, chosen(view), options);
      if (options.json) await context.terminal.printJson({ parked: listed });
      else await context.terminal.print(inWords(listed));
      if (listed.some(({ retried }) => retried !== 'done')) context.exitCode = EXIT.found;
    });
}

function chosen(view: string | undefined): readonly Follower[] {
  if (view === undefined) return followers;
  const named = followers.filter(({ name }) => name === view);
  if (named.length === 0) throw wrongUsage(`There is no view or process ${view}. Choose one of: ${NAMES}`);
  return named;
}

async function run(context: CliContext, some: readonly Follower[], options: ParkedOptions): Promise<readonly Listed[]> {
  const config = context.config();
  await refuseUnusableEngines(config);
  const views = embeddedFile(config.readStore);
  if (views !== undefined && !existsSync(views))
    throw wrongUsage(`There are no views at ${views}. Give the data folder with --data or REDRESS_DATA.`);
  const only = options.retry === undefined ? undefined : streamOf(options.retry);
  const readStore = await openViews(config);
  try {
    const listed: Listed[] = [];
    for (const follower of some) {
      const parked = (await parkedOf(readStore, follower)).filter(
        ({ stream }) => only === undefined || stream === only,
      );
      const { name: view } = follower;
      if (parked.length === 0) continue;
      if (only === undefined && options.retryAll === undefined) listed.push(...parked.map((one) => ({ view, ...one })));
      else {
        await withRetry(config, follower, readStore, async (retry) => {
          for (const one of parked) listed.push({ view, ...one, retried: await retry(one.stream) });
        });
      }
    }
    return listed;
  } finally {
    await readStore.close();
  }
}

async function parkedOf(readStore: ReadStore, { name, projection }: Follower): Promise<readonly ParkedStream[]> {
  await readStore.define(projection?.view ?? { name, fields: {}, indexes: [] });
  return readStore.parked(name);
}

function streamOf(reference: string): StreamName {
  const parsed = parseReference(reference);
  if (parsed.ok) return complaintStream(parsed.reference);
  throw wrongUsage(`${reference} is not a valid reference. Write it like 7K3M-9QXD-41PD, or as 14 digits.`);
}

function inWords(listed: readonly Listed[]): string {
  if (listed.length === 0) return 'Nothing is parked.';
  const isRetried = listed.some(({ retried }) => retried !== undefined);
  const head = [
    'view',
    'complaint',
    'revision',
    'event',
    'error',
    'since',
    'attempts',
    ...(isRetried ? ['retried'] : []),
  ];
  const rows = listed.map(({ view, stream, revision, eventType, error, parkedAt, attempts, retried }) => [
    view,
    nameOf(stream),
    String(revision),
    eventType,
    error,
    parkedAt,
    String(attempts),
    ...(isRetried ? [retried ?? ''] : []),
  ]);
  return tableOf(head, rows);
}

/** Starts all services without port and consumers, only to retry. */
@Module({})
class Services {}

/** Retries one parked complaint of one view or process, and returns the result. */
type Retry = (stream: StreamName) => Promise<RetryResult>;

/**
 * A view's complaints are retried beside a running server. A process manager appends events, so on an embedded store its
 * retries need the data folder for themselves: throws `StoreUnavailableError` while the server runs.
 */
async function withRetry<Result>(
  config: RedressConfig,
  { name, projection }: Follower,
  readStore: ReadStore,
  work: (retry: Retry) => Promise<Result>,
): Promise<Result> {
  if (projection === undefined) return withProcess(config, name, work);
  const indexes = projection.opening !== undefined;
  const session = await openForReading(config, { personal: indexes, indexes });
  const { events: eventStore, codec, policies } = session;
  const runner = new ProjectionRunner({
    projection,
    readStore,
    eventStore,
    codec,
    policies,
    now: () => instantOf(Date.now()),
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
