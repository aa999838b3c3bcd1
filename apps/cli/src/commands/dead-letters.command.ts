import { existsSync } from 'node:fs';
import { complaintStream, referenceOf } from '@redress/complaints';
import { formatReference, parseReference, type Instant } from '@redress/domain';
import { type Deliveries, deliveriesId, DeliveryStore, withoutDead, withResent } from '@redress/notification';
import { timeSourceOf, type RedressConfig, refuseUnusableEngines } from '@redress/platform';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, wrongUsage } from '../exit.js';
import { embeddedFile, openViews } from '../session.js';
import { tableOf } from '../terminal.js';
import type { StreamName } from '@redress/eventing';

const EXAMPLES = `
An event becomes a dead letter of its subscription (REDRESS_WEBHOOKS) when its delivery fails for three days. Later events of
that complaint are still delivered. Works while the server runs, which then delivers resent events. A non-empty list exits with 1.

Examples:
  redress dead-letters list
  redress dead-letters show crm 7K3M-9QXD-41PD
  redress dead-letters resend crm 7K3M-9QXD-41PD
  redress dead-letters discard crm 7K3M-9QXD-41PD`;

/** Most entries listed; the rest appear once these are handled. */
const LISTED_MAX = 1_000;
const PAGE = 200;

interface Options {
  readonly json?: true;
}

/** `redress dead-letters` */
export function deadLettersCommand(parent: Command, context: CliContext): void {
  const command = parent
    .command('dead-letters')
    .description('Manages webhook deliveries that failed permanently.')
    .addHelpText('after', EXAMPLES);
  command
    .command('list')
    .option('--json', 'print as JSON')
    .description('Lists failed deliveries by subscription and complaint.')
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => list(context, options));
  of(command, 'show')
    .description('Shows the undelivered events of one complaint for one subscription.')
    .action((subscription: string, reference: string, options: Options) =>
      show(context, subscription, streamOf(reference), options),
    );
  of(command, 'resend')
    .description('Delivers the events again, in order.')
    .action(async (subscription: string, reference: string, options: Options) => {
      const count = await end(context, subscription, streamOf(reference), withResent);
      await tell(context, options, { resent: count }, `${count} events will be delivered again.`);
    });
  of(command, 'discard')
    .description('Discards the events: the subscription never receives them.')
    .action(async (subscription: string, reference: string, options: Options) => {
      const count = await end(context, subscription, streamOf(reference), withoutDead);
      await tell(context, options, { discarded: count }, `${count} events were discarded.`);
    });
}

function of(command: Command, name: string): Command {
  return command
    .command(name)
    .argument('<subscription>', 'name of the subscription in REDRESS_WEBHOOKS')
    .argument('<reference>', 'reference of the complaint')
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES);
}

async function list(context: CliContext, options: Options): Promise<void> {
  const found = await withDeliveries(context.config(), async (store) => {
    const all: Deliveries[] = [];
    let cursor: string | undefined;
    do {
      const { documents, next } = await store.dead(PAGE, cursor);
      all.push(...documents.map(({ body }) => body as unknown as Deliveries));
      cursor = next ?? undefined;
    } while (cursor !== undefined && all.length < LISTED_MAX);
    return all;
  });
  const rows = found.map(({ subscription, stream, dead }) => [
    subscription,
    formatReference(referenceOf(stream)),
    String(dead.length),
    dead.at(-1)?.failure ?? '',
    dead[0]?.at ?? '',
  ]);
  const letters = found.map(({ subscription, stream, dead }) => ({ subscription, subject: stream, events: dead }));
  const head = ['subscription', 'complaint', 'events', 'last failure', 'since'];
  await tell(
    context,
    options,
    { deadLetters: letters },
    rows.length === 0 ? 'There are no dead letters.' : tableOf(head, rows),
  );
  if (found.length > 0) context.exitCode = EXIT.found;
}

async function show(context: CliContext, subscription: string, stream: StreamName, options: Options): Promise<void> {
  const { dead } = await withDeliveries(context.config(), async (store) =>
    known(subscription, stream, (await store.get(deliveriesId(subscription, stream)))?.deliveries),
  );
  const rows = dead.map(({ revision, type, failure, attempts, at }) => [
    String(revision),
    type,
    failure,
    String(attempts),
    at,
  ]);
  const table = tableOf(['revision', 'event', 'failure', 'attempts', 'given up'], rows);
  await tell(
    context,
    options,
    { subscription, subject: stream, events: dead },
    dead.length === 0 ? 'There are no dead letters.' : table,
  );
}

/** Resends or discards the dead letters, and returns their number. */
async function end(
  context: CliContext,
  subscription: string,
  stream: StreamName,
  change: (deliveries: Deliveries, now: Instant) => Deliveries,
): Promise<number> {
  return withDeliveries(context.config(), async (store, now) => {
    let count = 0;
    await store.change(deliveriesId(subscription, stream), (deliveries) => {
      const current = known(subscription, stream, deliveries);
      if (current.deadCount === 0) return undefined;
      count = current.deadCount;
      return change(current, now());
    });
    return count;
  });
}

function known(subscription: string, stream: StreamName, deliveries: Deliveries | undefined): Deliveries {
  if (deliveries !== undefined) return deliveries;
  throw wrongUsage(
    `${subscription} has no deliveries for ${formatReference(referenceOf(stream))}. See: redress dead-letters list`,
  );
}

function streamOf(reference: string): StreamName {
  const parsed = parseReference(reference);
  if (parsed.ok) return complaintStream(parsed.reference);
  throw wrongUsage(`${reference} is not a valid reference. Write it like 7K3M-9QXD-41PD, or as 14 digits.`);
}

function tell(context: CliContext, { json }: Options, value: object, words: string): Promise<void> {
  return json ? context.terminal.printJson(value) : context.terminal.print(words);
}

/** Opens the webhook deliveries, also beside a running server. Throws a `Failure` if there are no views yet. */
export async function withDeliveries<Result>(
  config: RedressConfig,
  work: (store: DeliveryStore, now: () => Instant) => Promise<Result>,
): Promise<Result> {
  await refuseUnusableEngines(config);
  const views = embeddedFile(config.readStore);
  if (views !== undefined && !existsSync(views))
    throw wrongUsage(`There are no views at ${views}. Give the data folder with --data or REDRESS_DATA.`);
  const clock = timeSourceOf(config);
  const now = (): Instant => clock.now();
  const readStore = await openViews(config);
  try {
    const store = new DeliveryStore(readStore, now);
    await store.start();
    return await work(store, now);
  } finally {
    await readStore.close();
  }
}
