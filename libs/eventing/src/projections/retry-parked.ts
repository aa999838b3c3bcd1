import { StreamCutError } from '../errors.js';
import { againOnConflict, offered, type OpeningSources, type ViewSources, withOpener } from './apply-batch.js';
import { DocumentProgress } from './document-progress.js';
import type { RecordedEvent, StreamName } from '../event.js';
import { streamsReleased } from './skipped-events.js';

export type RetryResult = 'done' | 'still-parked' | 'not-parked';

/**
 * Continues a parked stream from its document and applies the waiting events. On success the same commit releases the stream.
 *
 * Another process may have skipped an event of the stream, because it was parked, after this one had read the stream's end. Whatever it
 * skipped was in the log before the release, so a second read after the release finds it.
 */
export async function retryParked(given: ViewSources, generation: number, stream: StreamName): Promise<RetryResult> {
  const sources = withOpener(given, generation);
  const { projection, readStore } = sources;
  const view = projection.view.name;
  const before = (await readStore.parkedAmong(view, [stream], generation)).get(stream);
  if (before === undefined) return 'not-parked';
  const isReleased = await againOnConflict(async () => {
    const progress = await readOn(sources, generation, stream).catch(unlessCut);
    if (progress === undefined) return false;
    const park = progress.parked(sources.now(), before);
    const unpark = progress.isStuck ? [] : [stream];
    await readStore.commit(view, { generation, changes: progress.changes, park, unpark });
    return !progress.isStuck;
  });
  if (!isReleased) return 'still-parked';
  return againOnConflict(async () => {
    const progress = await readOn(sources, generation, stream);
    const park = progress.parked(sources.now());
    const { changes } = progress;
    if (changes.length + park.length > 0) await readStore.commit(view, { generation, changes, park, unpark: [] });
    return progress.isStuck ? 'still-parked' : 'done';
  });
}

/**
 * Goes on with the streams whose parked event was skipped by these events. Must precede the commit of their position: whoever recorded a skip may
 * have died before going on, and here it is made up for.
 */
export async function releaseSkipped(
  sources: ViewSources,
  generation: number,
  events: readonly RecordedEvent[],
): Promise<void> {
  for (const stream of streamsReleased(events, sources.projection.view.name)) {
    await retryParked(sources, generation, stream);
  }
}

/** A gap in the log is no infrastructure failure: the stream stays parked. */
function unlessCut(error: unknown): undefined {
  if (!(error instanceof StreamCutError)) throw error;
}

async function readOn(sources: OpeningSources, generation: number, stream: StreamName): Promise<DocumentProgress> {
  const { projection, readStore, eventStore } = sources;
  const stored = await readStore.get(projection.view.name, stream, generation);
  const progress = new DocumentProgress(stream, projection, stored);
  for await (const event of eventStore.read(stream, { from: progress.revision + 1 })) {
    if ((await offered(sources, progress, event)) === 'gap') progress.missing(event);
    if (progress.isStuck) break;
  }
  return progress;
}
