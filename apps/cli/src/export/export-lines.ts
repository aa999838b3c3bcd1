import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import {
  type EventCodec,
  type EventStore,
  MARK_MISSING_KEYS,
  type RecordedEvent,
  type Revision,
  StreamCutError,
  toCloudEvent,
} from '@redress/eventing';
import type { CliContext } from '../context.js';
import { EXIT, wrongUsage } from '../exit.js';
import { toOpenedCloudEvent } from './export-file.js';

/** Events whose keys are fetched at once. */
const OPENED_TOGETHER = 250;

/** The whole log as lines of JSON, in order, sealed as it is. `take` sees each event before its line is given. */
export async function* sealedLines(
  store: EventStore,
  histories: IncompleteHistories,
  take: (event: RecordedEvent) => Promise<void>,
): AsyncGenerator<string> {
  for await (const event of numbered(store, histories)) {
    await take(event);
    yield JSON.stringify(toCloudEvent(event));
  }
}

/** The whole log as lines of JSON with personal values in place, each event brought to its current version. */
export async function* openedLines(
  store: EventStore,
  histories: IncompleteHistories,
  codec: EventCodec,
): AsyncGenerator<string> {
  const open = async (events: readonly RecordedEvent[]): Promise<readonly string[]> =>
    (await codec.open(events, MARK_MISSING_KEYS)).map((event) => JSON.stringify(toOpenedCloudEvent(event)));
  let batch: RecordedEvent[] = [];
  for await (const event of numbered(store, histories)) {
    if (batch.push(event) < OPENED_TOGETHER) continue;
    yield* await open(batch);
    batch = [];
  }
  yield* await open(batch);
}

/** Positions 1, 2, 3 and so on, whatever the store's own are: the same log is the same export on every engine, and a missing line shows. */
async function* numbered(store: EventStore, histories: IncompleteHistories): AsyncGenerator<RecordedEvent> {
  let position = 0n;
  for await (const event of store.readAll(0n)) {
    position += 1n;
    histories.take(event);
    yield { ...event, position };
  }
}

/** Named one by one; the rest are counted. */
const NAMED_MAX = 20;

/** Streams of which an export does not have every event, since the log has lost some. In memory is one number for each stream. */
export class IncompleteHistories {
  private readonly next = new Map<string, Revision>();
  private readonly incomplete = new Map<string, StreamCutError>();

  take({ stream, revision }: RecordedEvent): void {
    const expected = this.next.get(stream) ?? 0;
    if (revision > expected && !this.incomplete.has(stream)) {
      this.incomplete.set(stream, new StreamCutError(stream, expected, revision, 'Run "redress verify".'));
    }
    this.next.set(stream, Math.max(expected, revision + 1));
  }

  /** Tells what the export lacks: it is written all the same, since it may be what is left, and is no whole one. */
  finish(context: CliContext): void {
    if (this.incomplete.size === 0) return;
    for (const { message } of [...this.incomplete.values()].slice(0, NAMED_MAX)) context.terminal.remark(message);
    context.terminal.remark(
      `The histories of ${this.incomplete.size} streams are incomplete: this is no whole export.`,
    );
    context.exitCode = EXIT.found;
  }
}

/**
 * Writes lines to a new file, readable by its owner alone. The file has its name only when it is whole and on disk: the missing
 * end of a broken-off one could not be told. Throws a `Failure` when there is such a file already.
 */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<void> {
  if (existsSync(file)) throw wrongUsage(`${file} exists already. Name another file, or remove it first.`);
  const draft = `${file}.partial`;
  const stream = createWriteStream(draft, { mode: 0o600, flush: true });
  try {
    await once(stream, 'open');
    for await (const line of lines) if (!stream.write(`${line}\n`)) await once(stream, 'drain');
    stream.end();
    await finished(stream);
    await rename(draft, file);
  } catch (error) {
    stream.destroy();
    await unlink(draft).catch(() => undefined);
    throw error;
  }
}
