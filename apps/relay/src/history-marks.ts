import { isHistory, needsReceipt, type Occurrence } from '@redress/contracts';
import { type EventStore, type RecordedEvent, sideBySide, StoreCorruptError, type StreamName } from '@redress/eventing';

/** Receipts kept in memory. More than a batch has events, so that none of a batch is forgotten before it is used. */
const RECEIPTS_MAX = 10_000;

/**
 * Tells for each event to be published whether it is history (see `isHistory` of the contracts), so that readers of the topic need not find
 * their complaint's receipt. Reads it only for an event that is dated back and whose complaint has not been seen from its beginning.
 */
export class HistoryMarks {
  private readonly receipts = new Map<StreamName, Occurrence>();

  constructor(private readonly store: Pick<EventStore, 'read'>) {}

  /**
   * One mark for each of at most 1000 events; undefined where the receipt is no longer in the store. Rejects when the store cannot be read.
   */
  async of(events: readonly RecordedEvent[]): Promise<readonly (boolean | undefined)[]> {
    for (const event of events) if (event.revision === 0) this.keep(event);
    const lacking = events.filter(({ stream, metadata }) => needsReceipt(metadata) && !this.receipts.has(stream));
    await sideBySide([...new Set(lacking.map(({ stream }) => stream))], (stream) => this.find(stream));
    return events.map(({ stream, metadata }) => {
      if (!needsReceipt(metadata)) return isHistory(metadata, undefined);
      const receipt = this.receipts.get(stream);
      return receipt && isHistory(metadata, receipt);
    });
  }

  /** For a log that may be another one than before. */
  forget(): void {
    this.receipts.clear();
  }

  private async find(stream: StreamName): Promise<void> {
    try {
      for await (const receipt of this.store.read(stream, { from: 0, to: 0 })) this.keep(receipt);
    } catch (error) {
      // A stream that was cut must not hold up all others.
      if (!(error instanceof StoreCorruptError)) throw error;
    }
  }

  private keep({ stream, metadata: { actor, occurredAt, recordedAt } }: RecordedEvent): void {
    const oldest = this.receipts.keys().next();
    if (this.receipts.size >= RECEIPTS_MAX && oldest.done !== true) this.receipts.delete(oldest.value);
    this.receipts.set(stream, { actor, occurredAt, recordedAt });
  }
}
