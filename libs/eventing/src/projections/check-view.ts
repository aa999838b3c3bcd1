import { AnotherLogError, StreamCutError } from '../errors.js';
import type { JsonObject, Position, Revision, StreamName } from '../event.js';
import { canonicalJson } from '../integrity/hash-chain.js';
import { isInLog } from '../log-place.js';
import type { ReadStore, ViewDocument } from '../ports/read-store.js';
import { offered, type OpeningSources, withOpener } from './apply-batch.js';
import { changesDocument, DocumentProgress, streamOfDocument } from './document-progress.js';
import { rebuildView, type RebuildOptions } from './rebuild-view.js';
import { type SkippedEvent, skippedEvents } from './skipped-events.js';
import { requireVersion } from './view-version.js';

export interface CheckOptions extends RebuildOptions {
  /** Where the view is built for comparison: as many documents as the view has. Its content is of no use afterwards. */
  readonly scratch: ReadStore;
}

/** A document that is not what the log makes of its stream. */
export interface DocumentFault {
  readonly stream: StreamName;
  /**
   * - `different`: its fields are not those of a fold up to its revision
   * - `behind`: it lacks events that the view's checkpoint has passed
   * - `missing`: it is not there, though the checkpoint has passed the beginning of its stream
   * - `surplus`: the log has no such stream, or not as many events
   * - `unreadable`: the stream cannot be read or folded, so that nothing can be compared
   */
  readonly kind: 'different' | 'behind' | 'missing' | 'surplus' | 'unreadable';
  /** Names of the fields that differ, for `different`; never their values. */
  readonly fields: readonly string[];
  /** Revisions of its stream that the view was told to go on without, if any: a projection that has been mended applies them. */
  readonly skipped?: readonly Revision[];
}

export interface CheckedView {
  /** Documents of the view. */
  readonly documents: number;
  /** Streams that are parked, at most 1000: their documents may be behind. */
  readonly parked: number;
  /** Events that the view was told to go on without. */
  readonly skipped: number;
  /** The log's position up to which all was compared. */
  readonly position: Position;
  readonly faultCount: number;
  /** The first {@link FAULTS_MAX} of them, by stream. */
  readonly faults: readonly DocumentFault[];
}

export const FAULTS_MAX = 1_000;

/**
 * Compares every document of the running view with a fold of the log. Builds the view anew in `scratch`, walks both in order, and judges
 * what differs by its own stream, because the running view goes on meanwhile. Writes nothing to the view's store.
 *
 * Throws `AnotherLogError` for a view of another log, `AnotherVersionError` for documents of another version, and `GenerationMovedError`
 * when the view is rebuilt meanwhile.
 */
export async function checkView(given: CheckOptions): Promise<CheckedView> {
  const { projection, readStore, eventStore, scratch } = given;
  const { name } = projection.view;
  await readStore.define(projection.view);
  const options = { ...given, indexGeneration: await readStore.activeGeneration(name) };
  const place = (await readStore.places()).get(name);
  if (place !== undefined && !(await isInLog(eventStore, place)))
    throw new AnotherLogError(`The view ${name} stands on another log. Run redress rebuild ${name}.`);
  await requireVersion(readStore, projection.view);
  await rebuildView({ ...options, readStore: scratch });

  const skipped = await skippedEvents(eventStore, name);
  const found = new Findings(skipped);
  for await (const { stored, folded } of sideBySide(readStore.scan(name), scratch.scan(name))) {
    options.signal?.throwIfAborted();
    if (stored !== undefined) found.documents += 1;
    if (stored?.revision === folded?.revision) found.addDifferences(stored!, folded!.body);
    else await judge(withOpener(options, options.indexGeneration), (stored ?? folded)!.id, found);
  }
  const { length: parked } = await readStore.parked(name);
  return { ...found.all, parked, skipped: skipped.length, position: await scratch.checkpoint(name) };
}

/** Gathers what was found; keeps the first faults, and counts all. */
class Findings {
  documents = 0;
  private count = 0;
  private readonly kept: DocumentFault[] = [];

  constructor(private readonly skipped: readonly SkippedEvent[]) {}

  add(id: string, kind: DocumentFault['kind'], fields: readonly string[] = []): void {
    this.count += 1;
    if (this.kept.length >= FAULTS_MAX) return;
    const stream = streamOfDocument(id);
    const skipped = this.skipped.filter((one) => one.stream === stream).map(({ revision }) => revision);
    this.kept.push({ stream, kind, fields, ...(skipped.length > 0 && { skipped }) });
  }

  addDifferences({ id, body }: ViewDocument, expected: JsonObject): void {
    const names = new Set([...Object.keys(body), ...Object.keys(expected)]);
    const fields = [...names].filter((field) => textOf(body[field]) !== textOf(expected[field]));
    if (fields.length > 0) this.add(id, 'different', fields.toSorted());
  }

  get all(): Pick<CheckedView, 'documents' | 'faultCount' | 'faults'> {
    return { documents: this.documents, faultCount: this.count, faults: this.kept };
  }
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}

/**
 * Judges a document that is not at the revision of the fold: it was changed since, or waits for its consumer, or is wrong. The checkpoint is
 * read first: whatever it has passed must be in the document by then.
 */
async function judge(options: OpeningSources, id: string, found: Findings): Promise<void> {
  const { projection, readStore } = options;
  const { name } = projection.view;
  const checkpoint = await readStore.checkpoint(name);
  const stored = await readStore.get(name, id);
  const own = await foldOf(options, id, { to: stored?.revision ?? -1, checkpoint });
  if (own === 'unreadable') return found.add(id, 'unreadable');
  if (stored !== undefined) {
    if (own.last < stored.revision) return found.add(id, 'surplus');
    if (own.document === undefined) return found.add(id, 'unreadable');
    found.addDifferences(stored, own.document);
  }
  if ((stored?.revision ?? -1) >= own.passed) return;
  const stream = streamOfDocument(id);
  if ((await readStore.parkedAmong(name, [stream])).has(stream)) return;
  found.add(id, stored === undefined ? 'missing' : 'behind');
}

interface StreamFold {
  /** The document at the wanted revision; undefined if its events cannot be applied. */
  readonly document: JsonObject | undefined;
  /** Revision of the last event that changes the document; -1 for none. */
  readonly last: Revision;
  /** Revision of the last of them that the checkpoint has passed; -1 for none. */
  readonly passed: Revision;
}

async function foldOf(
  options: OpeningSources,
  id: string,
  { to, checkpoint }: { readonly to: Revision; readonly checkpoint: Position },
): Promise<StreamFold | 'unreadable'> {
  const { projection, codec, eventStore } = options;
  const stream = streamOfDocument(id);
  const progress = new DocumentProgress(stream, projection, undefined, true);
  let [last, passed] = [-1, -1];
  try {
    for await (const event of eventStore.read(stream)) {
      if (event.revision <= to) await offered(options, progress, event);
      if (!changesDocument(projection, id, event, codec)) continue;
      last = event.revision;
      if (event.position <= checkpoint) passed = event.revision;
    }
  } catch (error) {
    if (error instanceof StreamCutError) return 'unreadable';
    throw error;
  }
  const own = progress.changes.find((change) => change.id === id && change.revision === to);
  return { document: progress.revision === to ? own?.body : undefined, last, passed };
}

interface Pair {
  readonly stored: ViewDocument | undefined;
  readonly folded: ViewDocument | undefined;
}

/** Pairs the documents of two scans by id; both are in the order of their ids. */
async function* sideBySide(
  stored: AsyncIterable<ViewDocument>,
  folded: AsyncIterable<ViewDocument>,
): AsyncIterable<Pair> {
  const [ones, others] = [stored[Symbol.asyncIterator](), folded[Symbol.asyncIterator]()];
  try {
    let [one, other] = [await nextOf(ones), await nextOf(others)];
    while (one !== undefined || other !== undefined) {
      const order = one === undefined ? 1 : other === undefined ? -1 : comparedIds(one, other);
      yield { stored: order <= 0 ? one : undefined, folded: order >= 0 ? other : undefined };
      if (order <= 0) one = await nextOf(ones);
      if (order >= 0) other = await nextOf(others);
    }
  } finally {
    await Promise.all([ones.return?.(), others.return?.()]);
  }
}

async function nextOf(documents: AsyncIterator<ViewDocument, unknown>): Promise<ViewDocument | undefined> {
  const next = await documents.next();
  return next.done === true ? undefined : next.value;
}

/** By bytes of UTF-8, as the stores order ids. */
function comparedIds(one: ViewDocument, other: ViewDocument): number {
  return Buffer.compare(Buffer.from(one.id), Buffer.from(other.id));
}
