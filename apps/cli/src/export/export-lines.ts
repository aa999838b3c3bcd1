import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import {
  type EventCodec,
  type EventStore,
  LOG_START,
  MARK_MISSING_KEYS,
  type RecordedEvent,
  type Revision,
  StreamCutError,
  toCloudEvent,
  toPosition,
} from '@redress/eventing';
import type { CliContext } from '../context.js';
import { EXIT, wrongUsage } from '../exit.js';
import { toOpenedCloudEvent } from './export-file.js';

/** Number of events whose keys are fetched at once. */
const OPENED_TOGETHER = 250;

/** Returns the whole log as lines of JSON, in order, still sealed. Calls `take` with each event before yielding its line. */
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

/** Returns the whole log as lines of JSON with personal values in clear, each event upcast to its current version. */
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

/** Numbers positions 1, 2, 3 on every engine: the same log gives the same export, and a missing line shows. */
async function* numbered(store: EventStore, histories: IncompleteHistories): AsyncGenerator<RecordedEvent> {
  let position = 0n;
  for await (const event of store.readAll(LOG_START)) {
    position += 1n;
    histories.take(event);
    yield { ...event, position: toPosition(position) };
  }
}

/** Most streams named; the rest are counted. */
const NAMED_MAX = 20;

/** Finds streams with missing events, because the log has lost some. Holds one number per stream in memory. */
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

  /** Reports the missing events. The incomplete export is still written, because it may be all that is left. */
  finish(context: CliContext): void {
    if (this.incomplete.size === 0) return;
    for (const { message } of [...this.incomplete.values()].slice(0, NAMED_MAX)) context.terminal.remark(message);
    context.terminal.remark(`The histories of ${this.incomplete.size} streams are incomplete, and so is this export.`);
    context.exitCode = EXIT.found;
  }
}

/**
 * Writes lines to a new file, readable only by its owner. The file gets its name only when it is complete and on disk, because a
 * truncated one would look complete. Throws a `Failure` if the file exists.
 */
export async function writeLines(file: string, lines: AsyncIterable<string>): Promise<void> {
  if (existsSync(file)) throw wrongUsage(`${file} already exists. Choose another file, or remove it first.`);
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
