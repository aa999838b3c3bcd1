import { catalogue } from '@redress/contracts';
import type { Appended, EventStore, RecordedEvent, SealedEvent } from '@redress/eventing';
import { EXIT, Failure, unusable } from '../../exit.js';
import { exportedEvents } from '../../export/export-file.js';
import { ChainWalk } from '../../verify/log-faults.js';

interface RedressImportOptions {
  readonly file: string;
  /** Open for writing, and empty. */
  readonly store: EventStore;
  /** Receives the number of bytes read, of twice the file's size. */
  readonly onProgress: (bytes: number) => void;
  /** Receives each event before it is written, after all of them were verified. */
  readonly take: (event: RecordedEvent) => Promise<void>;
}

export interface RedressImportSummary {
  readonly events: number;
  readonly streams: number;
}

/**
 * Imports a sealed export into an empty store, every event unchanged: same ids, same hashes, same positions. Reads the file twice:
 * nothing is written unless all of it verifies. Throws a `Failure` that names the faulty line.
 */
export async function importRedress(options: RedressImportOptions): Promise<RedressImportSummary> {
  const { file, store, onProgress, take } = options;
  if ((await store.head()) > 0n) {
    throw unusable('The event store has events already. Import into an empty data folder (--data).');
  }
  let bytes = 0;
  const checked = await walk(file, (read) => onProgress((bytes = read)));
  const size = bytes;
  const appends = new AppendsInOrder(store);
  const written = await walk(
    file,
    (read) => onProgress(size + read),
    async (event) => {
      await take(event);
      await appends.add(event);
    },
  );
  await appends.finish();
  if (written.events !== checked.events)
    throw unusable(`${file} changed while it was being read. Start again with an empty data folder.`);
  return written;
}

async function walk(
  file: string,
  onProgress: (bytes: number) => void,
  take?: (event: RecordedEvent) => Promise<void>,
): Promise<RedressImportSummary> {
  const chains = new ChainWalk({ densePositions: true });
  for await (const met of exportedEvents(file, onProgress)) {
    const [fault] = chains.faultsOf(met);
    if (fault !== undefined) throw refused(file, met.line, `${fault.fault}. ${fault.detail}`);
    if (!('event' in met)) continue;
    requirePublished(file, met.line, met.event);
    await take?.(met.event);
  }
  for (const { stream, detail } of chains.unfinished()) throw refused(file, undefined, `${stream}: ${detail}`);
  return { events: chains.events, streams: chains.streams };
}

/** Refuses an unknown type or version, which would stop every view. */
function requirePublished(file: string, line: number, { type, version, data }: RecordedEvent): void {
  try {
    catalogue.validateSealed(type, version, data);
  } catch (error) {
    throw refused(file, line, error instanceof Error ? error.message : 'not a published event');
  }
}

function refused(file: string, line: number | undefined, fault: string): Failure {
  const place = line === undefined ? file : `${file}: line ${line}`;
  return new Failure(
    `${place}: ${fault} Nothing was imported, because the file is altered. Export it again.`,
    EXIT.found,
  );
}

/** Events per append; a store accepts at most 100. */
const EVENTS_PER_APPEND_MAX = 100;
/** Concurrent appends to an embedded store: they share commits to disk, and it keeps their order. */
const APPENDS_AT_ONCE_EMBEDDED = 250;

/** Appends recorded events in their original order, consecutive events of one stream together. */
class AppendsInOrder {
  private run: RecordedEvent[] = [];
  private inHand: Promise<void>[] = [];

  private readonly atOnce: number;

  constructor(private readonly store: EventStore) {
    // A server may reorder concurrent appends, so each is awaited there.
    this.atOnce = store.densePositions ? APPENDS_AT_ONCE_EMBEDDED : 1;
  }

  async add(event: RecordedEvent): Promise<void> {
    const last = this.run.at(-1);
    const follows = last === undefined || (last.stream === event.stream && last.revision + 1 === event.revision);
    if (!follows || this.run.length === EVENTS_PER_APPEND_MAX) await this.handOver();
    this.run.push(event);
  }

  /** Resolves when everything is on disk. */
  async finish(): Promise<void> {
    await this.handOver();
    await this.settle();
  }

  private async handOver(): Promise<void> {
    const [first] = this.run;
    const last = this.run.at(-1);
    if (first === undefined || last === undefined) return;
    const events = this.run.map(({ position: _, ...event }): SealedEvent => event);
    this.run = [];
    const appending = this.store
      .append(first.stream, first.revision === 0 ? 'none' : first.revision - 1, events)
      .then((appended) => {
        if (this.store.densePositions) requireSamePosition(appended, last);
      });
    // Awaited after the others; until then a failure must not count as unhandled.
    appending.catch(() => undefined);
    this.inHand.push(appending);
    if (this.inHand.length === this.atOnce) await this.settle();
  }

  private async settle(): Promise<void> {
    const { inHand } = this;
    this.inHand = [];
    await Promise.all(inHand);
  }
}

function requireSamePosition({ position }: Appended, event: RecordedEvent): void {
  if (position === event.position) return;
  throw unusable(
    `The event at position ${event.position} of the export was stored at ${position}. Start again with an empty data folder.`,
  );
}
