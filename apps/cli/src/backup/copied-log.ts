import type { RecordedEvent } from '@redress/eventing';
import type { RedressConfig } from '@redress/platform';
import { type AddedFile, addedFileIn } from '../attachments/attachment-copies.js';
import { openEvents, openKeys } from '../session.js';
import { ChainWalk, type FoundFault, MissingKeys } from '../verify/log-faults.js';
import { faultInWords, storedEvents } from '../verify/verify.command.js';
import type { LogHead } from './manifest.js';

/** What a log and its keys contain, found by reading the log once. */
export interface CopiedLog {
  readonly head: LogHead | null;
  readonly events: number;
  readonly streams: number;
  /** Faults of the chains, in words. */
  readonly faults: readonly string[];
  /** One fault for each stream whose keys are missing. */
  readonly missingKeys: readonly FoundFault[];
}

/** Most faults kept; a log with more is as unusable. */
const FAULTS_MAX = 100;

/** Reads a log from its first event, verifies every chain and looks for its keys. Calls `onFile` for each file that an event names. */
export async function examineLog(
  config: RedressConfig,
  onFile: (file: AddedFile) => Promise<void>,
  onProgress: (done: bigint, of: bigint) => void,
): Promise<CopiedLog> {
  const keys = await openKeys(config);
  try {
    const store = await openEvents(config);
    try {
      const walk = new ChainWalk(store);
      const missing = new MissingKeys(keys);
      const faults: string[] = [];
      let newest: RecordedEvent | undefined;
      for await (const met of storedEvents(store, onProgress, () => undefined)) {
        const found = walk.faultsOf(met);
        if (faults.length < FAULTS_MAX) faults.push(...found.map(faultInWords));
        if (!('event' in met)) continue;
        newest = met.event;
        await missing.take(newest);
        const file = addedFileIn(newest);
        if (file !== undefined) await onFile(file);
      }
      faults.push(...walk.unfinished().map(faultInWords));
      const { events, streams } = walk;
      return { head: headAt(newest), events, streams, faults, missingKeys: await missing.faults() };
    } finally {
      await store.close();
    }
  } finally {
    await keys.close();
  }
}

function headAt(event: RecordedEvent | undefined): LogHead | null {
  if (event === undefined) return null;
  return { position: String(event.position), eventId: event.id, hash: event.metadata.hash };
}
