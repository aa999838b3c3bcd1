import { serializedLength, type PreparedAppend, type RecordedEvent } from '@redress/eventing';
import type { RecordedRow } from './event-row.js';
import { eventOf } from './event-row.js';

/** What is kept: enough for followers that are a few batches behind, little beside everything else in memory. */
const eventsMax = 4_096;
const charactersMax = 16_000_000;

interface RecentEvent {
  readonly row: RecordedRow;
  event?: RecordedEvent;
}

/**
 * The newest rows as they were committed, so that followers close to the end need not read each of them again from the file, and
 * parse it once for all. They are parsed from what was written, not taken from the caller, whose objects may hold what JSON
 * cannot, and may change. Positions are contiguous and end at the head.
 */
export class RecentEvents {
  private kept: RecentEvent[] = [];
  private characters = 0;

  /** Adds what one committed append wrote, in order of position. */
  add({ events }: PreparedAppend, firstPosition: number): void {
    events.forEach((row, index) => {
      this.kept.push({ row: { ...row, position: firstPosition + index } });
      this.characters += serializedLength(row);
    });
    // Trimmed by halves, so that the cost of moving the rest is spread over many appends.
    if (this.kept.length > eventsMax || this.characters > charactersMax) this.trim();
  }

  /** The events after a position, at most `limit`; undefined when some of them are no longer, or not yet, kept here. */
  after(position: number, limit: number): readonly RecordedEvent[] | undefined {
    const first = this.kept[0]?.row.position;
    if (first === undefined || position + 1 < first) return undefined;
    const from = position + 1 - first;
    return this.kept.slice(from, from + limit).map((recent) => (recent.event ??= eventOf(recent.row)));
  }

  clear(): void {
    this.kept = [];
    this.characters = 0;
  }

  private trim(): void {
    for (const { row } of this.kept.splice(0, Math.ceil(this.kept.length / 2)))
      this.characters -= serializedLength(row);
  }
}
