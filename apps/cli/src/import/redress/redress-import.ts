import { catalogue } from '@redress/contracts';
import type { EventStore, RecordedEvent } from '@redress/eventing';
import { EXIT } from '../../exit/exit-codes.js';
import { Failure, unusable } from '../../exit/failure.js';
import { exportedEvents } from '../../export-file/exported-events.js';
import { ChainWalk } from '../../verify/chain-walk.js';
import { AppendsInOrder } from './appends-in-order.js';

export interface RedressImportOptions {
  readonly file: string;
  /** Open for writing, and empty. */
  readonly store: EventStore;
  /** Told how many bytes have been read, of twice the file's size. */
  readonly onProgress: (bytes: number) => void;
  /** Sees each event before it is written, once all of them are known to hold. */
  readonly take: (event: RecordedEvent) => Promise<void>;
}

export interface RedressImportSummary {
  readonly events: number;
  readonly streams: number;
}

/**
 * Reads a sealed export back into an empty store, every event as it was: same ids, same hashes, same positions. The file is read twice:
 * nothing of it is written unless all of it holds. Throws a `Failure` that names the line which does not.
 */
export async function importRedress(options: RedressImportOptions): Promise<RedressImportSummary> {
  const { file, store, onProgress, take } = options;
  if ((await store.head()) > 0n) {
    throw unusable(
      'The event store has events already. An export is read back into an empty data folder only (--data).',
    );
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
    throw unusable(`${file} changed while it was read. Start again with an empty data folder.`);
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

/** A type or version that this build does not know would stop every view. */
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
    `${place}: ${fault} Nothing is imported from a file that was altered; export it again.`,
    EXIT.found,
  );
}
