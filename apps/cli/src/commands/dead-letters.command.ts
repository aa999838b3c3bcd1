import { existsSync } from 'node:fs';
import { complaintStream, referenceOf } from '@redress/complaints';
import { formatReference, parseReference } from '@redress/domain';
import { type Deliveries, deliveriesId, DeliveryStore, withoutDead, withResent } from '@redress/notification';
import { MovedClock, type RedressConfig, refuseUnusableEngines, SystemClock } from '@redress/platform';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, wrongUsage } from '../exit.js';
import { embeddedFile, openViews } from '../session.js';
import { tableOf } from '../terminal.js';

const EXAMPLES = `
A subscription of REDRESS_WEBHOOKS that could not be told of an event for days has it as a dead letter. Later events of that
complaint go on. Works while the server runs, which then delivers what is resent. Exit code 1 of a list says that there are some.

Examples:
  redress dead-letters list
  redress dead-letters show crm 7K3M-9QXD-41PD
  redress dead-letters resend crm 7K3M-9QXD-41PD
  redress dead-letters discard crm 7K3M-9QXD-41PD`;

/** Named at most; the rest show when these are dealt with. */
const LISTED_MAX = 1_000;
const PAGE = 200;

interface Options {
  readonly json?: true;
}

/** `redress dead-letters` */
export function deadLettersCommand(parent: Command, context: CliContext): void {
  const command = parent
    .command('dead-letters')
    .description('What other systems could not be told by webhook, and was given up.')
    .addHelpText('after', EXAMPLES);
  command
    .command('list')
    .option('--json', 'print as JSON')
    .description('Lists what was given up, by subscription and complaint.')
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => list(context, options));
  of(command, 'show')
    .description('Shows each event that one subscription could not be told of one complaint.')
    .action((subscription: string, reference: string, options: Options) =>
      show(context, subscription, streamOf(reference), options),
    );
  of(command, 'resend')
    .description('Has the events delivered again, in their order.')
    .action(async (subscription: string, reference: string, options: Options) => {
      const count = await end(context, subscription, streamOf(reference), withResent);
      await tell(context, options, { resent: count }, `${count} events are to be delivered again.`);
    });
  of(command, 'discard')
    .description('Forgets them: the subscription is never told of these events.')
    .action(async (subscription: string, reference: string, options: Options) => {
      const count = await end(context, subscription, streamOf(reference), withoutDead);
      await tell(context, options, { discarded: count }, `${count} events are forgotten.`);
    });
}

function of(command: Command, name: string): Command {
  return command
    .command(name)
    .argument('<subscription>', 'its name in REDRESS_WEBHOOKS')
    .argument('<reference>', 'of the complaint')
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

async function show(context: CliContext, subscription: string, stream: string, options: Options): Promise<void> {
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

/** Does away with the dead letters in one way or the other; answers how many there were. */
async function end(
  context: CliContext,
  subscription: string,
  stream: string,
  change: (deliveries: Deliveries, now: string) => Deliveries,
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

function known(subscription: string, stream: string, deliveries: Deliveries | undefined): Deliveries {
  if (deliveries !== undefined) return deliveries;
  throw wrongUsage(
    `Nothing of ${formatReference(referenceOf(stream))} was ever to be told to ${subscription}. See redress dead-letters list.`,
  );
}

function streamOf(reference: string): string {
  const parsed = parseReference(reference);
  if (parsed.ok) return complaintStream(parsed.reference);
  throw wrongUsage(`${reference} is not the reference of a complaint (like 7K3M-9QXD-41PD, or 14 digits).`);
}

function tell(context: CliContext, { json }: Options, value: object, words: string): Promise<void> {
  return json ? context.terminal.printJson(value) : context.terminal.print(words);
}

/** Works on what webhooks are to deliver, beside a running server. Throws a `Failure` when there are no views yet. */
export async function withDeliveries<Result>(
  config: RedressConfig,
  work: (store: DeliveryStore, now: () => string) => Promise<Result>,
): Promise<Result> {
  await refuseUnusableEngines(config);
  const views = embeddedFile(config.readStore);
  if (views !== undefined && !existsSync(views))
    throw wrongUsage(`There are no views at ${views}. Name the data folder with --data or REDRESS_DATA.`);
  const clock = config.clock ? new MovedClock(config.clock) : new SystemClock();
  const now = (): string => clock.now();
  const readStore = await openViews(config);
  try {
    const store = new DeliveryStore(readStore, now);
    await store.start();
    return await work(store, now);
  } finally {
    await readStore.close();
  }
}
