import { firingCommand, referenceOf, type CommandSource, type Complaints } from '@redress/complaints';
import { hasPassed, pendingFirings, type Firing, type Instant, isAfter, byTime } from '@redress/domain';
import {
  isTransient,
  type ReadStore,
  type Revision,
  SIDE_BY_SIDE_MAX,
  sideBySide,
  type StreamName,
  toStreamName,
  type ViewDocument,
  toActorId,
} from '@redress/eventing';
import type { Policies } from '@redress/policies';
import { deadlinesProjection } from './deadlines.projection.js';

const SYSTEM: CommandSource = {
  caller: 'service:deadlines',
  actor: { id: toActorId('case-handling'), role: 'system' },
};
const PAGE = 200;

export interface DeadlineTimerOptions {
  readonly readStore: ReadStore;
  readonly complaints: Complaints;
  readonly policies: Policies;
  /** The present instant, ISO 8601 in UTC. It may jump either way, since the timer does not remember it. */
  readonly now: () => Instant;
  /** Called between groups of firings to yield to other work. Resolves when the pass may continue; false ends it. */
  readonly breathe: () => Promise<boolean>;
  /** Receives a complaint that cannot be handled; it is then skipped until this process restarts. */
  readonly onFailure: (stream: StreamName, error: unknown) => void;
}

/**
 * Records everything whose instant has passed, earliest first, with several complaints in parallel. Within a complaint the order is strict.
 *
 * The complaint, not the timer, ensures that each deadline is recorded once: it decides from its own events. So a timer may be killed
 * anywhere, run twice, or read a view that is behind. What the timer remembers only saves needless work.
 */
export class DeadlineTimer {
  /** The revision that the view must reach before a complaint is checked again. */
  private readonly awaited = new Map<string, Revision>();

  constructor(private readonly options: DeadlineTimerOptions) {}

  /** Records what is due now; returns the number of new events. Rejects when an engine is unreachable: the next pass finds the rest. */
  async pass(): Promise<number> {
    const queue = new DueQueue();
    /** The revision of each complaint in the view. */
    const seen = new Map<string, Revision>();
    let fired = 0;
    let cursor: string | undefined;
    // One instant for the whole pass: a cursor is valid for one query.
    const now = this.options.now();
    do {
      const { documents, next } = await this.options.readStore.find(deadlinesProjection.view.name, {
        where: [{ field: 'firesAt', is: 'before', value: now }],
        sort: { field: 'firesAt', direction: 'ascending' },
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
      });
      cursor = next ?? undefined;
      for (const document of documents) {
        // A document that was updated meanwhile may appear again on a later page.
        if (seen.has(document.id)) continue;
        seen.set(document.id, document.revision);
        if (this.isCurrent(document)) queue.add(document.id, await this.dueOn(document, now));
      }
      queue.sort();
      // Later pages are due after the last document of this one.
      const until = cursor === undefined ? undefined : lastDue(documents);
      for (let group = queue.take(until); group.length > 0; group = queue.take(until)) {
        const counts = await sideBySide(group, (due) => this.fire(due, seen.get(due.id) ?? -1));
        fired += counts.reduce((sum, count) => sum + count, 0);
        if (!(await this.options.breathe())) return fired;
      }
    } while (cursor !== undefined);
    // A complaint that is no longer listed was updated, so it need not be remembered.
    for (const id of this.awaited.keys()) if (!seen.has(id)) this.awaited.delete(id);
    return fired;
  }

  private isCurrent({ id, revision }: ViewDocument): boolean {
    const awaited = this.awaited.get(id);
    if (awaited === undefined) return true;
    if (revision < awaited) return false;
    this.awaited.delete(id);
    return true;
  }

  private async dueOn({ body }: ViewDocument, now: Instant): Promise<readonly Firing[]> {
    const { timeline, policyVersion } = deadlinesProjection.read(body);
    const policy = await this.options.policies.of(policyVersion);
    return pendingFirings(policy, timeline).filter((firing) => hasPassed(firing, now));
  }

  /** Records what one complaint has due, in order. A failure of one complaint must not hold up the others. */
  private async fire({ id, firings }: DueGroup, seenAt: Revision): Promise<number> {
    try {
      let fired = 0;
      for (const firing of firings) fired += await this.record(toStreamName(id), firing, seenAt);
      return fired;
    } catch (error) {
      if (isTransient(error)) throw error;
      this.options.onFailure(toStreamName(id), error);
      this.awaited.set(id, Infinity);
      return 0;
    }
  }

  private async record(stream: StreamName, firing: Firing, seenAt: Revision): Promise<number> {
    const { content, key } = firingCommand(firing);
    const source = { ...SYSTEM, idempotencyKey: key };
    const remarks = { occurredAt: firing.at };
    const { complaints, now } = this.options;
    const outcome = await complaints.execute(referenceOf(stream), content, source, remarks);
    if (outcome.kind !== 'accepted' && outcome.kind !== 'refused') {
      throw new Error(`${content.type} was answered with ${outcome.kind}.`);
    }
    const recorded = outcome.kind === 'accepted' && outcome.events.length > 0 ? outcome : undefined;
    if (recorded !== undefined) {
      this.await(stream, recorded.revision);
      return recorded.replayed ? 0 : recorded.events.length;
    }
    // The host's clock was set back meanwhile, so this is not due yet.
    if (!hasPassed(firing, now())) return 0;
    // Nothing was recorded because the view was behind, or because only a later event can change that; either way wait for a newer
    // revision.
    this.await(stream, seenAt + 1);
    return 0;
  }

  private await(stream: StreamName, revision: Revision): void {
    this.awaited.set(stream, Math.max(this.awaited.get(stream) ?? 0, revision));
  }
}

/** Returns when the last of the documents falls due. */
function lastDue(documents: readonly ViewDocument[]): Instant | undefined {
  const last = documents.at(-1);
  return last && (deadlinesProjection.read(last.body).firesAt ?? undefined);
}

/** What one complaint has due. */
interface DueGroup {
  readonly id: string;
  readonly firings: readonly Firing[];
}

interface Waiting {
  readonly id: string;
  readonly firing: Firing;
}

/** Due firings of many complaints, taken earliest first. */
class DueQueue {
  private waiting: Waiting[] = [];
  /** Number of firings already taken. */
  private taken = 0;

  /** Adds what one complaint has due. */
  add(id: string, firings: readonly Firing[]): void {
    for (const firing of firings) this.waiting.push({ id, firing });
  }

  /** Must be called after adding and before taking. */
  sort(): void {
    this.waiting = this.waiting.slice(this.taken).sort(byInstant);
    this.taken = 0;
  }

  /**
   * Takes a few of the earliest firings due no later than `until` (default: any), grouped by complaint so that complaints can be handled in
   * parallel.
   */
  take(until: Instant | undefined): readonly DueGroup[] {
    const groups = new Map<string, Firing[]>();
    const end = Math.min(this.waiting.length, this.taken + SIDE_BY_SIDE_MAX);
    for (; this.taken < end; this.taken += 1) {
      const next = this.waiting[this.taken];
      if (next === undefined || (until !== undefined && isAfter(next.firing.at, until))) break;
      groups.set(next.id, [...(groups.get(next.id) ?? []), next.firing]);
    }
    return [...groups].map(([id, firings]) => ({ id, firings }));
  }
}

function byInstant(a: Waiting, b: Waiting): number {
  return byTime(a.firing.at, b.firing.at);
}
