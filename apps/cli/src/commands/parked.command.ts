import { existsSync } from 'node:fs';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { complaintStream } from '@redress/complaints';
import { parseReference, instantOf } from '@redress/domain';
import {
  type ParkedStream,
  ProjectionRunner,
  type ReadStore,
  type RetryResult,
  type StreamName,
  toStreamName,
} from '@redress/eventing';
import {
  openEngines,
  REASON_LENGTH_MAX,
  type RedressConfig,
  refusalText,
  refuseUnusableEngines,
  serviceRoot,
  type ViewRegistry,
  VIEWS,
} from '@redress/platform';
import { type Follower, followers, ParkedSkips, services } from '@redress/standalone';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, Failure, wrongUsage } from '../exit.js';
import { embeddedFile, openForReading, openViews, viewOwners } from '../session.js';
import { nameOf, tableOf } from '../terminal.js';
import { OPERATOR } from './policy-desk.js';

const NAMES = followers.map(({ name }) => name).join(', ');
const EXAMPLES = `
A view or process parks a complaint when it cannot handle one of its events. Later events of that complaint wait; other
complaints continue. Exits with 1 if something is parked.
Retrying for a view works while the server runs. Before retrying for a process (acknowledgement) on embedded engines, stop
the server.

Skipping lets a view or process go on without the event of that revision, and records who decided it and why in the log. A
rebuild by a version of Redress that can apply the event applies it after all. On embedded engines stop the server before, or
skip on the page of parked events. Give no names in the reason.

Views and processes: ${NAMES}

Examples:
  redress parked
  redress parked cases --retry 7K3M-9QXD-41PD
  redress parked --retry-all
  redress parked cases --skip 7K3M-9QXD-41PD --revision 7 --reason 'A note that an older release wrote twice.'
  redress parked --skipped`;

interface ParkedOptions {
  readonly retry?: string;
  readonly retryAll?: true;
  readonly skip?: string;
  readonly revision?: number;
  readonly reason?: string;
  readonly skipped?: true;
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
    .addOption(
      new Option('--skip <reference>', 'let the view or process go on without an event of this complaint').conflicts([
        'retry',
        'retryAll',
      ]),
    )
    .addOption(new Option('--revision <number>', 'with --skip: the revision that is listed').argParser(revisionIn))
    .option('--reason <text>', 'with --skip: why it can go on without the event')
    .addOption(new Option('--skipped', 'list the events that were skipped').conflicts(['retry', 'retryAll', 'skip']))
    .option('--json', 'print as JSON')
    .description('Lists the complaints that a view or process has parked, retries them, and skips events.')
    .addHelpText('after', EXAMPLES)
    .action(async (view: string | undefined, options: ParkedOptions) => {
      if (options.skipped !== undefined) return listSkipped(context, chosen(view), options.json === true);
      if (options.skip !== undefined) return skip(context, view, options);
      if (options.revision !== undefined || options.reason !== undefined)
        throw wrongUsage('--revision and --reason belong to --skip. Name the complaint: --skip 7K3M-9QXD-41PD');
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
  requireViews(config);
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

function requireViews({ readStore }: RedressConfig): void {
  const views = embeddedFile(readStore);
  if (views !== undefined && !existsSync(views))
    throw wrongUsage(`There are no views at ${views}. Give the data folder with --data or REDRESS_DATA.`);
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

/** Lets one view or process go on without one event, once the log says who decided it and why. */
async function skip(context: CliContext, view: string | undefined, options: ParkedOptions): Promise<void> {
  const { skip: reference, revision, reason } = options;
  if (view === undefined) throw wrongUsage(`Name the view or process that goes on without the event: ${NAMES}`);
  const [{ name }] = chosen(view) as [Follower];
  if (reference === undefined || revision === undefined)
    throw wrongUsage('Give the revision of the event with --revision, as redress parked lists it.');
  if (reason === undefined || reason.trim() === '')
    throw wrongUsage(`Say with --reason why ${name} can go on without the event.`);
  if (Array.from(reason).length > REASON_LENGTH_MAX)
    throw wrongUsage(`The reason is longer than ${REASON_LENGTH_MAX} characters. Shorten it.`);
  const asked = { stream: streamOf(reference), revision, reason };
  const config = context.config();
  await refuseUnusableEngines(config);
  requireViews(config);
  const skipped = await withServices(config, (app) =>
    app.get(ParkedSkips).skip(app.get<ViewRegistry>(VIEWS).get(name), asked, OPERATOR),
  );
  const place = `revision ${revision} of ${nameOf(asked.stream)}`;
  if (skipped === undefined)
    throw new Failure(`${name} has not parked ${place}. See redress parked ${name}.`, EXIT.found);
  const { outcome, result } = skipped;
  if (outcome.kind !== 'accepted')
    throw new Failure(refusalText(outcome.kind === 'refused' ? outcome.refusal.refused : outcome.kind), EXIT.found);
  if (options.json) await context.terminal.printJson({ view: name, ...asked, result });
  else
    await context.terminal.print(
      result === 'still-parked'
        ? `${name} goes on without ${place}, and has parked a later event of it. See redress parked ${name}.`
        : `${name} goes on without ${place}.`,
    );
  if (result === 'still-parked') context.exitCode = EXIT.found;
}

async function listSkipped(context: CliContext, some: readonly Follower[], isJson: boolean): Promise<void> {
  const session = await openForReading(context.config(), { personal: true });
  try {
    const { events: store, codec } = session;
    const skips = new ParkedSkips({
      store,
      codec,
      secrets: { commandHash: () => '' },
      now: () => instantOf(Date.now()),
    });
    const listed = (await Promise.all(some.map(({ name }) => skips.of(name)))).flat();
    if (isJson) return await context.terminal.printJson({ skipped: listed });
    if (listed.length === 0) return await context.terminal.print('Nothing was skipped.');
    const head = ['view', 'complaint', 'revision', 'event', 'error', 'skipped', 'by', 'reason'];
    const rows = listed.map(({ consumer, stream, revision, eventType, error, at, by, reason }) => [
      consumer,
      nameOf(toStreamName(stream)),
      String(revision),
      eventType,
      error,
      at,
      by,
      reason ?? '(its key is missing)',
    ]);
    await context.terminal.print(tableOf(head, rows));
  } finally {
    await session.close();
  }
}

function revisionIn(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give the number that redress parked lists.');
  return Number(text);
}

/** Starts all services without port and consumers, only to retry or skip. */
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

function withProcess<Result>(
  config: RedressConfig,
  name: string,
  work: (retry: Retry) => Promise<Result>,
): Promise<Result> {
  return withServices(config, (app) => {
    const process = app.get<ViewRegistry>(VIEWS).get(name);
    return work((stream) => process.retry(stream));
  });
}

/** On embedded engines throws `StoreUnavailableError` while the server runs. */
async function withServices<Result>(
  config: RedressConfig,
  work: (app: INestApplicationContext) => Promise<Result>,
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
  // Closing the application closes the engines.
  return work(app).finally(() => app.close());
}
