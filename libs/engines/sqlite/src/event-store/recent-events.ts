import type { RecordedEvent } from '@redress/eventing';
import type { PreparedAppend } from './append-rules.js';
import { lengthOf } from './event-row.js';

/** What is kept: enough for followers that are a few batches behind, little beside everything else in memory. */
const eventsMax = 4_096;
const charactersMax = 16_000_000;

/**
 * The newest events as they were committed, so that followers close to the end need not read, and parse, each of them again from the
 * file. Positions in it are contiguous and end at the head.
 */
export class RecentEvents {
  private events: RecordedEvent[] = [];
  private lengths: number[] = [];
  private characters = 0;

  /** Adds what one committed append wrote, in order of position. */
  add({ events, rows }: PreparedAppend, firstPosition: number): void {
    events.forEach((event, index) => {
      const length = lengthOf(rows[index]!);
      this.events.push({ ...event, position: BigInt(firstPosition + index) });
      this.lengths.push(length);
      this.characters += length;
    });
    // Trimmed by halves, so that the cost of moving the rest is spread over many appends.
    if (this.events.length > eventsMax || this.characters > charactersMax) this.trim();
  }

  /** The events after a position, at most `limit`; undefined when some of them are no longer, or not yet, kept here. */
  after(position: number, limit: number): readonly RecordedEvent[] | undefined {
    const first = this.events[0]?.position;
    if (first === undefined || position + 1 < Number(first)) return undefined;
    const from = position + 1 - Number(first);
    return this.events.slice(from, from + limit);
  }

  clear(): void {
    this.events = [];
    this.lengths = [];
    this.characters = 0;
  }

  private trim(): void {
    const count = Math.ceil(this.events.length / 2);
    for (const length of this.lengths.splice(0, count)) this.characters -= length;
    this.events.splice(0, count);
  }
}
