import { EventingError } from '../errors.js';
import { LOG_START, type LogPlace, type Position, type RecordedEvent, type StreamName } from '../event.js';
import { isInLog } from '../log-place.js';
import { applyBatch, type ViewSources } from './apply-batch.js';

export interface RebuildOptions extends ViewSources {
  /**
   * Events in one commit. Default 500. More of them write each page of an index less often, and let other writers wait longer. A batch ends
   * earlier with the thousandth stream in it.
   */
  readonly eventsPerBatch?: number;
  /** Called after each batch with the position reached and the log's head when this round began. */
  readonly onProgress?: (done: Position, of: Position) => void;
  /** Stops the rebuild between two batches with the signal's reason; the running view is unaffected. */
  readonly signal?: AbortSignal;
}

export interface Rebuilt {
  /** Events read from the log. */
  readonly events: number;
  /** The generation that queries see now. */
  readonly generation: number;
}

/** The running view stayed ahead of the rebuild in every round. Retry when the load is lower. */
export class RebuildBehindError extends EventingError {
  readonly code = 'rebuild-behind';
}

const EVENTS_PER_BATCH = 500;
/** Limit of the read store port on documents that are asked for at once. */
const STREAMS_PER_BATCH = 1_000;
/** Each round covers only what was written during the previous one, so that a handful is usual. */
const ROUNDS_MAX = 100;

/**
 * Rebuilds a view from the whole log beside the running one, and swaps them once it has caught up. Queries and the running view's consumer
 * continue meanwhile, in this process or another. A running view on another log, which could never be caught up with, is replaced as soon
 * as the new one has seen all of this log. A failed or stopped rebuild leaves an unused generation, which the next one drops.
 */
export async function rebuildView(options: RebuildOptions): Promise<Rebuilt> {
  const { projection, readStore } = options;
  await readStore.define(projection.view);
  const generation = await readStore.beginGeneration(projection.view.name);
  let reached: Position = LOG_START;
  let events = 0;
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    const read = await buildOn(options, generation, reached);
    reached = read.position;
    events += read.events;
    if (await readStore.activate(projection.view.name, generation, await astray(options))) {
      await forgetOlderTerms(options, generation);
      return { events, generation };
    }
  }
  throw new RebuildBehindError(`The view ${projection.view.name} was written to faster than it could be rebuilt.`);
}

/** Only a generation that is written with a key of its own replaces those of the ones before. */
async function forgetOlderTerms(options: RebuildOptions, generation: number): Promise<void> {
  const { projection, codec, now, indexGeneration } = options;
  if (projection.opening === undefined || indexGeneration !== undefined) return;
  await codec.index.destroyBefore(projection.view.name, generation, now());
}

/** The place of the running view, if it does not exist in this log. */
async function astray({ projection, readStore, eventStore }: RebuildOptions): Promise<LogPlace | undefined> {
  const place = (await readStore.places()).get(projection.view.name);
  return place === undefined || (await isInLog(eventStore, place)) ? undefined : place;
}

/** Applies the log from a position up to its current head. */
async function buildOn(
  options: RebuildOptions,
  generation: number,
  after: Position,
): Promise<{ readonly position: Position; readonly events: number }> {
  const { eventStore, eventsPerBatch = EVENTS_PER_BATCH, onProgress, signal } = options;
  const head = await eventStore.head();
  let position = after;
  let events = 0;
  let batch: RecordedEvent[] = [];
  const streams = new Set<StreamName>();
  const applyTo = async (seen: Position): Promise<void> => {
    signal?.throwIfAborted();
    position = seen;
    await applyBatch(options, generation, batch, position);
    events += batch.length;
    batch = [];
    streams.clear();
    onProgress?.(position, position > head ? position : head);
  };
  for await (const event of eventStore.readAll(after)) {
    const isFull = batch.push(event) === eventsPerBatch || streams.add(event.stream).size === STREAMS_PER_BATCH;
    if (isFull) await applyTo(event.position);
  }
  await applyTo(batch.at(-1)?.position ?? position);
  return { position, events };
}
