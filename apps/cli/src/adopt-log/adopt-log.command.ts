import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Instant, parseInstant } from '@redress/domain';
import type { LogPlace } from '@redress/eventing';
import { type RedressConfig, refuseUnusableEngines, schemeOf, timeSourceOf } from '@redress/platform';
import type { Command } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, wrongUsage } from '../exit.js';
import { openEvents, openViewsAndLease, requireEvents } from '../session.js';
import { tableOf } from '../terminal.js';
import { consumerGroups, hasRelay } from '@redress/standalone';
import { type Adoption, planAdoption, type TopicReplay } from './adoption.js';
import type { LostWork } from './lost-work.js';

const EXAMPLES = `
After the log was restored from a backup or replaced, processes that write to people, call webhooks or publish events stand at an event
that the log no longer has, and do nothing. This shows where their checkpoints and the log agree, and which of their effects the log has
lost. After confirmation they continue from there: earlier work is not repeated, later work is done. The list of lost effects is saved as a
report in the data folder; nobody is written to about them. Works while the server runs.

If the settings name the wrong store, correct them instead. Run this before redress rebuild --all: it reads from the views what was sent.
If the clock was changed meanwhile, or the log belongs to another system, give --until, the instant up to which both logs are the same:
everything recorded later counts as new.

--replay-topic is for a Kafka topic that began anew, was restored, or has events of another log. The consumers of Redress skip what
is on the topic now, and the relay publishes the whole log to it again. Stop the services first; the relay may run.

Exits with 1 if something stands on another log and was left there.

Examples:
  redress adopt-log
  redress adopt-log --yes --json
  redress adopt-log --replay-topic
  redress adopt-log --until 2026-11-29T09:00:00Z`;

interface Options {
  readonly yes?: true;
  readonly json?: true;
  readonly until?: string;
  readonly replayTopic?: true;
}

/** `redress adopt-log` */
export function adoptLogCommand(parent: Command, context: CliContext): void {
  parent
    .command('adopt-log')
    .option('--yes', 'do not ask')
    .option('--until <instant>', 'up to when both logs are the same')
    .option('--replay-topic', 'publish the whole log to the Kafka topic again')
    .option('--json', 'print as JSON')
    .description('Lets processes continue after the log was restored from a backup or replaced.')
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => adoptLog(context, options));
}

async function adoptLog(context: CliContext, options: Options): Promise<void> {
  const config = context.config();
  await refuseUnusableEngines(config);
  requireEvents(config);
  const until = options.until === undefined ? {} : { until: instantIn(options.until) };
  const clock = timeSourceOf(config);
  const now = (): Instant => clock.now();
  const eventStore = await openEvents(config);
  try {
    const readStore = await openViewsAndLease(config);
    try {
      const adoption = await planAdoption({
        readStore,
        eventStore,
        hasRelay: hasRelay(config),
        now,
        ...until,
        ...(options.replayTopic && { replay: await replayOf(config) }),
      });
      await settle(context, options, adoption, { folder: config.data, at: now() });
    } finally {
      await readStore.close();
    }
  } finally {
    await eventStore.close();
  }
}

/** How to publish the log again. Throws a `Failure` without a topic. */
async function replayOf({ eventStream }: RedressConfig): Promise<TopicReplay> {
  if (schemeOf(eventStream) !== 'kafka') throw wrongUsage('REDRESS_EVENT_STREAM names no Kafka topic to replay.');
  const { parseKafkaUrl, withKafkaTopic } = await import('@redress/engine-kafka');
  return {
    destination: parseKafkaUrl(eventStream).topic,
    skip: () => withKafkaTopic(eventStream, (topic) => topic.skipFor(consumerGroups)),
  };
}

function instantIn(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw wrongUsage(`${text} is no instant (like 2026-11-29T09:00:00Z).`);
  return instant;
}

/** The report of what the log has lost. */
interface ReportPlace {
  readonly folder: string;
  /** ISO 8601 in UTC. */
  readonly at: Instant;
}

async function settle(
  context: CliContext,
  options: Options,
  adoption: Adoption,
  { folder, at }: ReportPlace,
): Promise<void> {
  const { terminal } = context;
  const content = reportOf(adoption);
  if (!options.json) await terminal.print(inWords(adoption));
  // A process that was behind is still on this log even though others have sent messages for lost events.
  if (adoption.adopted.length === 0 && adoption.lost.length === 0) {
    if (options.json) await terminal.printJson({ ...content, done: false });
    return;
  }
  const isAgreed = options.yes === true || (await context.confirms('Continue from there?')) === true;
  if (!isAgreed) {
    context.exitCode = EXIT.found;
    if (options.json) return terminal.printJson({ ...content, done: false });
    return terminal.print('Nothing was changed. With --yes the command does not ask.');
  }
  const report = join(folder, `adopted-log-${at.replaceAll(/[:.]/g, '-')}.json`);
  // Written before anything is changed: an interrupted command would find less to report on its next run.
  await writeFile(report, `${JSON.stringify({ at, ...content }, undefined, 2)}\n`, {
    mode: 0o600,
  });
  await adoption.apply();
  if (options.json) return terminal.printJson({ ...content, done: true, report });
  await terminal.print(`Processes continue from there. The list of what the log has lost is in ${report}.`);
}

function reportOf({ adopted, lost, views, knowsMessages }: Adoption) {
  return {
    adopted: adopted.map(({ name, from, to }) => ({ name, from: placeInJson(from), to: placeInJson(to) })),
    lost,
    knowsMessages,
    views,
  };
}

function placeInJson({ position, ...rest }: LogPlace) {
  return { position: String(position), ...rest };
}

function inWords(adoption: Adoption): string {
  const { adopted, lost, views, knowsMessages } = adoption;
  const count = (name: string): string => String(lost.filter(({ process }) => process === name).length);
  const places = adopted.map(({ name, from, to }) => [
    name,
    placeInWords(from),
    to.position === 0n ? 'the beginning' : placeInWords(to),
    count(name),
  ]);
  return [
    adopted.length === 0
      ? 'The checkpoints of all processes are in this log.'
      : tableOf(['process', 'stands at', 'continues after', 'lost'], places),
    ...(lost.length === 0 ? [] : ['', lostInWords(lost)]),
    ...(knowsMessages || adopted.length === 0
      ? []
      : ['', 'The list of messages was rebuilt already: messages that were sent and are not in the log are unknown.']),
    ...(views.length === 0 ? [] : ['', `Views of another log: ${views.join(', ')} -> redress rebuild --all`]),
  ].join('\n');
}

function placeInWords({ position, recordedAt }: LogPlace): string {
  return recordedAt === undefined ? String(position) : `${position} (${recordedAt})`;
}

function lostInWords(lost: readonly LostWork[]): string {
  const rows = lost.map(({ process, complaint, at = '', what }) => [process, complaint, at, what]);
  return tableOf(['process', 'complaint', 'when', 'lost from the log'], rows);
}
