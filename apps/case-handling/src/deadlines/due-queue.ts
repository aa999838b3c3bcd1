import type { Firing } from '@redress/domain';
import { SIDE_BY_SIDE_MAX } from '@redress/eventing';

/** What one complaint has due. */
export interface DueGroup {
  readonly id: string;
  readonly firings: readonly Firing[];
}

interface Waiting {
  readonly id: string;
  readonly firing: Firing;
}

/** What is due on many complaints, to be taken earliest first. */
export class DueQueue {
  private waiting: Waiting[] = [];
  /** How many of them were taken. */
  private taken = 0;

  /** Adds what one complaint has due. */
  add(id: string, firings: readonly Firing[]): void {
    for (const firing of firings) this.waiting.push({ id, firing });
  }

  /** Must follow when something was added, before anything is taken. */
  sort(): void {
    this.waiting = this.waiting.slice(this.taken).sort(byInstant);
    this.taken = 0;
  }

  /** The earliest that are due no later than `until` (all, without it), a few, by complaint: complaints may be worked on side by side. */
  take(until: string | undefined): readonly DueGroup[] {
    const groups = new Map<string, Firing[]>();
    const end = Math.min(this.waiting.length, this.taken + SIDE_BY_SIDE_MAX);
    for (; this.taken < end; this.taken += 1) {
      const next = this.waiting[this.taken];
      if (next === undefined || (until !== undefined && next.firing.at > until)) break;
      groups.set(next.id, [...(groups.get(next.id) ?? []), next.firing]);
    }
    return [...groups].map(([id, firings]) => ({ id, firings }));
  }
}

function byInstant(a: Waiting, b: Waiting): number {
  return a.firing.at < b.firing.at ? -1 : a.firing.at > b.firing.at ? 1 : 0;
}
