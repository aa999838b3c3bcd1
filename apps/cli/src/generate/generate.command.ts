import { availableParallelism } from 'node:os';
import { complaintStatuses, type Instant, instantOf, parseInstant } from '@redress/domain';
import { timeSourceOf } from '@redress/platform';
import type { Plan } from '@redress/sample-data';
import { SAMPLE_COMPLAINTS } from '@redress/standalone';
import { type Command, InvalidArgumentError } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, wrongUsage } from '../exit.js';
import { tableOf } from '../terminal.js';
import { generate, type Generated, type GenerationOptions } from './generation.js';

const YEAR_MS = 365 * 24 * 3_600_000;
const COMPLAINTS_MAX = 10_000_000;
/** Below it, starting threads takes longer than they save. */
const COMPLAINTS_FOR_THREADS = 500;

const SAMPLE_EXAMPLES = `
Fills a data folder without complaints with invented ones of the last year, in English and Persian, open and closed, under two sample policies.
Names and addresses belong to nobody, and nobody is written to. Start the server afterwards.

Examples:
  redress sample-data --data ./trial
  redress serve --data ./trial`;

const GENERATE_EXAMPLES = `
Fills an empty data folder with the complaints of two years, for measurements and for trials with much data. The same seed and end give
the same complaints; references, keys and ciphertexts differ. Says beforehand how much room is needed. See docs/how-to/generate-data.md.

Examples:
  redress generate --complaints 100000 --data ./large
  redress generate --complaints 5000 --seed 7 --until 2026-11-01 --data ./large`;

interface Options {
  readonly complaints: number;
  readonly seed: number;
  readonly until?: Instant;
  readonly threads: number;
  readonly json?: true;
}

/** `redress sample-data` */
export function sampleDataCommand(parent: Command, context: CliContext): void {
  withOptions(parent.command('sample-data'), SAMPLE_COMPLAINTS)
    .description('Fills an empty installation with a few hundred invented complaints, to try Redress out.')
    .addHelpText('after', SAMPLE_EXAMPLES)
    .action((options: Options) => run(context, options, YEAR_MS));
}

/** `redress generate --complaints N` */
export function generateCommand(parent: Command, context: CliContext): void {
  withOptions(parent.command('generate'), undefined)
    .description("Fills an empty installation with any number of invented complaints: a whole installation's life.")
    .addHelpText('after', GENERATE_EXAMPLES)
    .action((options: Options) => run(context, options, 2 * YEAR_MS));
}

function withOptions(command: Command, complaints: number | undefined): Command {
  const [flags, words] = ['--complaints <number>', `how many, at most ${COMPLAINTS_MAX}`] as const;
  const count = wholeUpTo(1, COMPLAINTS_MAX);
  if (complaints === undefined) command.requiredOption(flags, words, count);
  else command.option(flags, words, count, complaints);
  return command
    .option('--seed <number>', 'a whole number: another one gives other complaints', wholeUpTo(0, 2 ** 32 - 1), 1)
    .option('--until <date>', 'the last day or instant, in UTC (default: now)', untilOf)
    .option('--threads <number>', 'threads that decide and seal', wholeUpTo(1, 64), availableParallelism())
    .option('--json', 'print the summary as JSON');
}

function wholeUpTo(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

/** A day ends with it. */
function untilOf(text: string): Instant {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const instant = parseInstant(isDay ? `${text}T23:59:59.999Z` : text);
  if (instant !== undefined) return instant;
  throw new InvalidArgumentError('Give a day such as 2026-11-01, or an instant such as 2026-11-01T12:00:00Z.');
}

async function run(context: CliContext, options: Options, span_ms: number): Promise<void> {
  const { complaints, seed, threads } = options;
  const now = timeSourceOf(context.config()).now();
  const until = options.until ?? now;
  if (until > now) throw wrongUsage('--until lies in the future. Give a day that has ended, or leave it out.');
  const until_ms = Date.parse(until);
  const plan: Plan = { seed, complaints, since_ms: until_ms - span_ms, until_ms };
  const how: GenerationOptions = { threads: complaints < COMPLAINTS_FOR_THREADS ? 0 : threads };
  const generated = await generate(context, plan, how);
  const { terminal } = context;
  if (options.json) await terminal.printJson({ seed, since: instantOf(plan.since_ms), until, ...generated });
  else await terminal.print(inWords(generated, context));
  if (generated.interrupted) context.exitCode = EXIT.interrupted;
  else if (generated.refused.length > 0) context.exitCode = EXIT.found;
}

function inWords(generated: Generated, context: CliContext): string {
  const { complaints, events, statuses, refused, interrupted, views } = generated;
  const { data } = context.config();
  const rows = complaintStatuses.map((status) => [status, String(statuses[status])]);
  return [
    `${complaints} complaints with ${events} events are in ${data}; ${views} views are built.`,
    tableOf(['status', 'complaints'], rows),
    ...(refused.length === 0 ? [] : [`Refused, so that a life ended early: ${[...new Set(refused)].join('; ')}.`]),
    ...(interrupted
      ? ['Interrupted. What is written is whole, and the server builds the views that are missing at its start.']
      : [`Start the server: redress serve --data ${data}`]),
  ].join('\n');
}
