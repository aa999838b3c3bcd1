import { EventingError } from '../errors.js';
import { LOG_START, type LogPlace, type Position, type RecordedEvent, type StreamName } from '../event.js';
import { isInLog } from '../log-place.js';
import type { Projection } from '../projection.js';
import { applyBatch, type ViewSources } from './apply-batch.js';
import { releaseSkipped } from './retry-parked.js';

export interface RebuildOptions extends ViewSources, RebuildPace {}

/** Several views, and their sources. */
export interface RebuildManyOptions extends Omit<ViewSources, 'projection' | 'indexGeneration'>, RebuildPace {
  readonly projections: readonly Projection[];
}

/** How a rebuild goes about it, and whom it tells. */
interface RebuildPace {
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
  const [rebuilt] = await rebuildAll([options], options);
  return rebuilt!;
}

/**
 * As {@link rebuildView}, for several views in one scan of the log: each event is read and parsed once. A failure or a stop leaves all of them
 * as they were, except those already swapped. Returns them in the order given.
 */
export function rebuildViews({ projections, ...options }: RebuildManyOptions): Promise<readonly Rebuilt[]> {
  return rebuildAll(
    projections.map((projection) => ({ ...options, projection })),
    options,
  );
}

/** A view that is being rebuilt. */
interface Rebuilding {
  readonly sources: ViewSources;
  readonly generation: number;
  rebuilt?: Rebuilt;
}

async function rebuildAll(
  all: readonly ViewSources[],
  options: Pick<ViewSources, 'eventStore'> & RebuildPace,
): Promise<readonly Rebuilt[]> {
  const views: Rebuilding[] = [];
  for (const sources of all) views.push(await begun(sources));
  let reached: Position = LOG_START;
  let events = 0;
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    const waiting = views.filter(({ rebuilt }) => rebuilt === undefined);
    const read = await buildOn(options, waiting, reached);
    reached = read.position;
    events += read.events;
    for (const view of waiting) await swap(view, events);
    if (views.every(({ rebuilt }) => rebuilt !== undefined)) return views.flatMap(({ rebuilt }) => rebuilt ?? []);
  }
  const behind = views.find(({ rebuilt }) => rebuilt === undefined);
  throw new RebuildBehindError(
    `The view ${behind?.sources.projection.view.name} was written to faster than it could be rebuilt.`,
  );
}

async function begun(sources: ViewSources): Promise<Rebuilding> {
  const { projection, readStore } = sources;
  await readStore.define(projection.view);
  return { sources, generation: await readStore.beginGeneration(projection.view.name) };
}

/** Shows the new generation to queries if it has caught up with the one that runs. */
async function swap(view: Rebuilding, events: number): Promise<void> {
  const { sources, generation } = view;
  const { readStore, projection } = sources;
  if (!(await readStore.activate(projection.view.name, generation, await astray(sources)))) return;
  await forgetOlderTerms(sources, generation);
  view.rebuilt = { events, generation };
}

/** Only a generation that is written with a key of its own replaces those of the ones before. */
async function forgetOlderTerms(sources: ViewSources, generation: number): Promise<void> {
  const { projection, codec, now, indexGeneration } = sources;
  if (projection.opening === undefined || indexGeneration !== undefined) return;
  await codec.index.destroyBefore(projection.view.name, generation, now());
}

/** The place of the running view, if it does not exist in this log. */
async function astray({ projection, readStore, eventStore }: ViewSources): Promise<LogPlace | undefined> {
  const place = (await readStore.places()).get(projection.view.name);
  return place === undefined || (await isInLog(eventStore, place)) ? undefined : place;
}

/** Applies the log from a position up to its current head. */
async function buildOn(
  options: Pick<ViewSources, 'eventStore'> & RebuildPace,
  views: readonly Rebuilding[],
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
    // None is left behind unfinished: what failed is told once all have ended.
    const applied = await Promise.allSettled(
      views.map(async ({ sources, generation }) => {
        await releaseSkipped(sources, generation, batch);
        return applyBatch(sources, generation, batch, position);
      }),
    );
    for (const outcome of applied) if (outcome.status === 'rejected') throw outcome.reason;
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
