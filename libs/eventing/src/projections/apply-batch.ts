import { DocumentConflictError, StreamCutError } from '../errors.js';
import type { Position, RecordedEvent, Revision, StreamName, Instant } from '../event.js';
import { placeAfter } from '../log-place.js';
import type { EventStore } from '../ports/event-store.js';
import type { ParkedStream, ReadStore, ViewDocument } from '../ports/read-store.js';
import type { PolicySource, Projection } from '../projection.js';
import type { EventCodec } from '../sealing/event-codec.js';
import { DocumentProgress } from './document-progress.js';
import { Opener } from './opener.js';
import { skippedEvents } from './skipped-events.js';

/** A view and its sources. */
export interface ViewSources {
  readonly projection: Projection;
  readonly readStore: ReadStore;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  /** Without it, events carry no policy. */
  readonly policies?: PolicySource;
  /** The present instant, ISO 8601 in UTC: recorded when a stream is parked. */
  readonly now: () => Instant;
  /** The generation whose index key makes the terms of a view that is searched. Default: the one that is written. */
  readonly indexGeneration?: number;
}

/** As above, with what opens events for the generation that is written. */
export interface OpeningSources extends ViewSources {
  readonly opener: Opener;
  /** Ids of the events that the view goes on without where it cannot apply them. Read from the log once, when the first fails. */
  readonly skipped: () => Promise<ReadonlySet<string>>;
  /** The policies looked up so far, by version: a policy never changes. */
  readonly policiesRead: Map<string | undefined, object>;
  /** The generation that is written. */
  readonly generation: number;
}

/** Adds the opener of a generation, and what was skipped. */
export function withOpener(sources: ViewSources, generation: number): OpeningSources {
  const { projection, codec, eventStore, indexGeneration = generation } = sources;
  const opener = new Opener({ projection, codec, generation: indexGeneration });
  let known: Promise<ReadonlySet<string>> | undefined;
  const skipped = () =>
    (known ??= skippedEvents(eventStore, projection.view.name).then((all) => new Set(all.map(({ event }) => event))));
  return { ...sources, generation, opener, skipped, policiesRead: new Map() };
}

const ATTEMPTS_MAX = 5;

/**
 * Applies a batch to one generation of a view, in one commit with the new checkpoint, and returns the streams it parked.
 * The batch may repeat, overlap or omit events: known ones are skipped, missing ones are read from the store.
 * When a concurrent writer was faster, everything is read and applied again.
 */
export async function applyBatch(
  given: ViewSources,
  generation: number,
  events: readonly RecordedEvent[],
  position: Position,
): Promise<readonly ParkedStream[]> {
  const sources = withOpener(given, generation);
  await sources.opener.prepare(events);
  return againOnConflict(async (attempt) => {
    const { projection, readStore } = sources;
    const streams = Map.groupBy(
      events.filter(({ stream }) => stream.startsWith(projection.streamPrefix)),
      ({ stream }) => stream,
    );
    const names = [...streams.keys()];
    const view = projection.view.name;
    // Assumes that a stream beginning in this batch has no document yet. If it has, because of a redelivery, the commit conflicts and the
    // next attempt reads all.
    const isNew = (stream: StreamName): boolean => attempt === 1 && streams.get(stream)?.[0]?.revision === 0;
    const known = names.filter((stream) => !isNew(stream));
    const [documents, waiting] = await Promise.all([
      known.length === 0 ? undefined : readStore.getMany(view, known, generation),
      names.length === 0 ? undefined : readStore.parkedAmong(view, names, generation),
    ]);
    const progressing = [...streams]
      .filter(([stream]) => waiting?.has(stream) !== true)
      .map(([stream, news]) => ({
        stream,
        news,
        progress: new DocumentProgress(stream, projection, documents?.get(stream), isNew(stream)),
      }));
    await readParts(sources, progressing);
    for (const { stream, news, progress } of progressing) await advance(sources, progress, stream, news);
    const progressed = progressing.map(({ progress }) => progress);
    if (known.length < names.length && progressed.some(({ isStuck }) => isStuck)) {
      throw new DocumentConflictError('What cannot be applied may be in a document already that was not read.');
    }
    const park = progressed.flatMap((progress) => progress.parked(sources.now()));
    const changes = progressed.flatMap((progress) => progress.changes);
    await readStore.commit(view, { generation, changes, park, unpark: [], ...placeAfter({ events, position }) });
    return park;
  });
}

/** A stream of which a batch has news. */
interface Progressing {
  readonly stream: StreamName;
  readonly news: readonly RecordedEvent[];
  readonly progress: DocumentProgress;
}

/** Parts looked up at once. */
const PARTS_PER_READ = 500;

/** Reads the parts of all streams that a batch may change together. Those of events that it turns out to lack are read with them. */
async function readParts(
  { projection, readStore, codec, generation }: OpeningSources,
  progressing: readonly Progressing[],
): Promise<void> {
  if (projection.partsOf === undefined) return;
  const wanted = progressing
    .map(({ news, progress }) => ({ progress, ids: progress.lacking(news, codec) }))
    .filter(({ ids }) => ids.length > 0);
  const all = wanted.flatMap(({ ids }) => ids);
  const stored = new Map<string, ViewDocument>();
  for (let start = 0; start < all.length; start += PARTS_PER_READ) {
    const found = await readStore.getMany(projection.view.name, all.slice(start, start + PARTS_PER_READ), generation);
    for (const [id, document] of found) stored.set(id, document);
  }
  for (const { progress, ids } of wanted) progress.know(ids, stored);
}

/** Runs work that reads documents and commits; repeats it a few times when a concurrent writer changed one of them. */
export async function againOnConflict<Result>(work: (attempt: number) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof DocumentConflictError) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

/** Offers a stream's events to its document. Throws only when the store needed to fill a gap cannot be read: nothing is decided then. */
async function advance(
  sources: OpeningSources,
  progress: DocumentProgress,
  stream: StreamName,
  events: readonly RecordedEvent[],
): Promise<void> {
  for (const event of events) {
    const outcome = offered(sources, progress, event);
    // Most wait for nothing, and a turn of the queue for each event of each view adds up.
    if ((typeof outcome === 'string' ? outcome : await outcome) === 'taken') continue;
    await fillGap(sources, progress, stream, event.revision - 1);
    if ((await offered(sources, progress, event)) === 'gap') progress.missing(event);
  }
}

/** Reads missing events up to a revision from the store. What the store no longer has stays missing, which parks only this stream. */
async function fillGap(
  sources: OpeningSources,
  progress: DocumentProgress,
  stream: StreamName,
  to: Revision,
): Promise<void> {
  try {
    for await (const missed of sources.eventStore.read(stream, { from: progress.revision + 1, to })) {
      if ((await offered(sources, progress, missed)) === 'gap' || progress.isStuck) break;
    }
  } catch (error) {
    if (!(error instanceof StreamCutError)) throw error;
  }
}

/**
 * Offers one event to its document, with the policy it was decided under, and opened where the projection asks for it. One that fails is passed
 * over if it was skipped: a projection that has been mended applies it. Waits only where something must be read first. Rejects when the policy,
 * the keys or the log cannot be read.
 */
export function offered(
  sources: OpeningSources,
  progress: DocumentProgress,
  event: RecordedEvent,
): 'taken' | 'gap' | Promise<'taken' | 'gap'> {
  const { codec, policies, policiesRead, opener } = sources;
  const isAtHand =
    (policies === undefined || policiesRead.has(event.metadata.policyVersion)) &&
    opener.isReadyFor(event) &&
    progress.lacking([event], codec).length === 0;
  return isAtHand ? offeredAtHand(sources, progress, event) : offeredWhenRead(sources, progress, event);
}

async function offeredWhenRead(
  sources: OpeningSources,
  progress: DocumentProgress,
  event: RecordedEvent,
): Promise<'taken' | 'gap'> {
  const { projection, readStore, codec, policies, policiesRead, opener, generation } = sources;
  const lacking = progress.lacking([event], codec);
  if (lacking.length > 0) progress.know(lacking, await readStore.getMany(projection.view.name, lacking, generation));
  const version = event.metadata.policyVersion;
  if (policies !== undefined && !policiesRead.has(version)) policiesRead.set(version, await policies.of(version));
  if (!opener.isReadyFor(event)) await opener.prepare([event]);
  return offeredAtHand(sources, progress, event);
}

function offeredAtHand(
  sources: OpeningSources,
  progress: DocumentProgress,
  event: RecordedEvent,
): 'taken' | 'gap' | Promise<'taken' | 'gap'> {
  const { codec, policiesRead, opener } = sources;
  const policy = policiesRead.get(event.metadata.policyVersion);
  const result = progress.offer(event, codec, policy, opener.openerOf(event));
  return progress.failedOn === event ? unlessSkipped(sources, progress, event, result) : result;
}

async function unlessSkipped(
  { skipped }: OpeningSources,
  progress: DocumentProgress,
  event: RecordedEvent,
  result: 'taken' | 'gap',
): Promise<'taken' | 'gap'> {
  if ((await skipped()).has(event.id)) progress.passOver();
  return result;
}
