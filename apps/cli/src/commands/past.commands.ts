import { changesOf, complaintStream, type HistoryEntry, historyEntry, type StateChange } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, parseReference, type Instant, parseInstant, isAfter } from '@redress/domain';
import { type Json, MARK_MISSING_KEYS, type OpenedEvent, type RecordedEvent } from '@redress/eventing';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../context.js';
import { EXIT, Failure } from '../exit.js';
import { operator, recordRead } from '../recorded-reads.js';
import { openForReading } from '../session.js';
import { onOneLine, tableOf } from '../terminal.js';

const HISTORY_EXAMPLES = `
Reads beside a running server. Personal data is shown as [sealed] unless --opened is given; the access log records that.

Examples:
  redress history 7K3M-9QXD-41PD
  redress history 7K3M-9QXD-41PD --opened --json
  redress history 7K3M-9QXD-41PD --at 2026-11-05T10:00:00Z`;

/** `redress history REFERENCE` */
export function historyCommand(parent: Command, context: CliContext): void {
  withPastOptions(parent.command('history'))
    .description('Shows every event of a complaint: what, when, by whom and why.')
    .addHelpText('after', HISTORY_EXAMPLES)
    .action(async (reference: Reference, options: PastOptions) => {
      const events = (await readPast(context, 'history', reference, options)).map(historyEntry);
      if (options.json) return context.terminal.printJson({ reference: formatReference(reference), events });
      const withheld = options.opened ? '[erased]' : '[sealed]';
      const rows = events.map((event) => rowOf(event, withheld));
      await context.terminal.print(tableOf(['rev', 'occurred', 'recorded', 'who', 'what', 'why'], rows));
    });
}

function rowOf(event: HistoryEntry, withheld: Withheld): readonly string[] {
  const { revision, occurredAt, recordedAt, actor, type, data, reason } = event;
  const what = Object.keys(data).length === 0 ? type : `${type} ${showFields(data, withheld)}`;
  const why = reason === undefined ? '' : showValue(reason, withheld);
  return [String(revision), occurredAt, recordedAt, `${actor.id} (${actor.role})`, what, why];
}

const REPLAY_EXAMPLES = `
Reads beside a running server. Personal data is shown as [sealed] unless --opened is given; the access log records that.

Examples:
  redress replay 7K3M-9QXD-41PD
  redress replay 7K3M-9QXD-41PD --at-revision 3
  redress replay 7K3M-9QXD-41PD --at 2026-11-05T10:00:00Z --json`;

/** `redress replay REFERENCE` */
export function replayCommand(parent: Command, context: CliContext): void {
  withPastOptions(parent.command('replay'))
    .description('Replays a complaint event by event: who, when and why, and what each event changed.')
    .addHelpText('after', REPLAY_EXAMPLES)
    .action(async (reference: Reference, options: PastOptions) => {
      const events = await readPast(context, 'replay', reference, options);
      const changes = changesOf(events);
      const replayed = events.map((event, index) => ({ ...historyEntry(event), changes: changes[index] ?? [] }));
      if (options.json) return context.terminal.printJson({ reference: formatReference(reference), events: replayed });
      const withheld = options.opened ? '[erased]' : '[sealed]';
      for (const event of replayed) {
        const { revision, type, occurredAt, recordedAt, actor, reason, data } = event;
        await context.terminal.print(`${revision}  ${type}`);
        await context.terminal.print(
          `     who   ${showValue(actor.id, withheld)} (${showValue(actor.role, withheld)})`,
        );
        await context.terminal.print(`     when  ${occurredAt}, recorded ${recordedAt}`);
        if (reason !== undefined) await context.terminal.print(`     why   ${showValue(reason, withheld)}`);
        if (Object.keys(data).length > 0) await context.terminal.print(`     says  ${showFields(data, withheld)}`);
        for (const line of event.changes.flatMap((change) => showChange(change, withheld))) {
          await context.terminal.print(`     ${line}`);
        }
      }
    });
}

/** Selects the part of the history to show, and whether to show personal data. */
interface PastOptions {
  /** ISO 8601, UTC, milliseconds. */
  readonly at?: Instant;
  readonly atRevision?: number;
  readonly opened?: true;
  readonly json?: true;
}

/** Adds the arguments and options shared by `history` and `replay`. */
function withPastOptions(command: Command): Command {
  return command
    .argument('<reference>', 'reference of the complaint, such as 7K3M-9QXD-41PD', parsedReference)
    .addOption(
      new Option('--at <instant>', 'show what was recorded by then: 2026-11-05T10:00:00Z').argParser(parsedInstant),
    )
    .addOption(
      new Option('--at-revision <number>', 'show up to this revision').argParser(parsedRevision).conflicts('at'),
    )
    .option('--opened', 'show personal data (needs keys.db and the master key)')
    .option('--json', 'print as JSON');
}

function parsedReference(text: string): Reference {
  const parsed = parseReference(text);
  if (parsed.ok) return parsed.reference;
  throw new InvalidArgumentError(
    parsed.reason === 'malformed'
      ? 'A reference has twelve letters and digits, like 7K3M-9QXD-41PD, or 14 digits.'
      : 'Its check symbol does not match, so it contains a typing error. Compare it with the original.',
  );
}

function parsedInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new InvalidArgumentError('Write the instant like 2026-11-05T10:00:00Z.');
  return instant;
}

function parsedRevision(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A revision is a whole number, 0 or greater.');
  return Number(text);
}

/** A complaint's events, oldest first, up to the requested moment. Throws a `Failure` if the complaint does not exist, or did not yet. */
async function readPast(
  context: CliContext,
  kind: 'history' | 'replay',
  reference: Reference,
  { at, atRevision, opened }: PastOptions,
): Promise<readonly OpenedEvent[]> {
  const config = context.config();
  const session = await openForReading(config, { personal: opened === true });
  try {
    const recorded: RecordedEvent[] = [];
    const upTo = atRevision === undefined ? {} : { to: atRevision };
    for await (const event of session.events.read(complaintStream(reference), upTo)) {
      // Compares `recordedAt`: a later entry about an earlier day was not known then.
      if (at !== undefined && isAfter(event.metadata.recordedAt, at)) break;
      recorded.push(event);
    }
    if (recorded.length > 0) {
      if (opened) await recordRead(config, { kind, actor: operator(), reference });
      return await session.codec.open(recorded, MARK_MISSING_KEYS);
    }
  } finally {
    await session.close();
  }
  const then = at === undefined ? '' : ` that was known at ${at}`;
  throw new Failure(`There is no complaint ${formatReference(reference)}${then}.`, EXIT.found);
}

const CHARACTERS_MAX = 160;

/** Placeholder of a hidden value: its key was destroyed, or it was not requested. */
type Withheld = '[erased]' | '[sealed]';

/** Formats a value of an event or a state as one short line. */
function showValue(value: Json, withheld: Withheld): string {
  const text = onOneLine(worded(value, withheld));
  return text.length <= CHARACTERS_MAX ? text : `${text.slice(0, CHARACTERS_MAX - 1)}…`;
}

/** `{ a: 1, b: "x" }` as `a=1, b=x`. */
function showFields(fields: { readonly [name: string]: Json }, withheld: Withheld): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${showValue(value, withheld)}`)
    .join(', ');
}

function worded(value: Json, withheld: Withheld): string {
  if (value === null) return '-';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => worded(item, withheld)).join(', ')}]`;
  if ('erased' in value && value['erased'] === true) return withheld;
  if ('keyMissing' in value && value['keyMissing'] === true) return '[key missing]';
  const fields = Object.entries(value).map(([name, item]) => `${name}=${worded(item, withheld)}`);
  return `{${fields.join(', ')}}`;
}

/** Formats a change as lines, one for each changed value within a part: `response.standing: proposed -> approved`. */
function showChange({ part, before, after }: StateChange, withheld: Withheld): readonly string[] {
  if (!isPart(before) || !isPart(after)) {
    return [`${part}: ${showValue(before, withheld)} -> ${showValue(after, withheld)}`];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({ part: `${part}.${name}`, before: before[name] ?? null, after: after[name] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
    .flatMap((change) => showChange(change, withheld));
}

function isPart(value: Json): value is { readonly [name: string]: Json } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !('erased' in value) &&
    !('keyMissing' in value)
  );
}
