import { referenceOf, type CommandContent, type CommandSource, type Complaints } from '@redress/complaints';
import { hasPassed, pendingFirings, type Firing } from '@redress/domain';
import {
  isTransient,
  SIDE_BY_SIDE_MAX,
  sideBySide,
  type ReadStore,
  type Revision,
  type ViewDocument,
} from '@redress/eventing';
import type { Policies } from '@redress/policies';
import { deadlinesProjection, deadlinesIn } from './deadlines.projection.js';

const SYSTEM: CommandSource = { caller: 'service:deadlines', actor: { id: 'case-handling', role: 'system' } };
const PAGE = 200;

export interface DeadlineTimerOptions {
  readonly readStore: ReadStore;
  readonly complaints: Complaints;
  readonly policies: Policies;
  /** The present instant, ISO 8601 in UTC. It may jump either way: nothing is remembered of it. */
  readonly now: () => string;
  /** Called between groups of firings, so that others get their turn. Resolves when it may go on; false ends the pass. */
  readonly breathe: () => Promise<boolean>;
  /** Told of a complaint that cannot be handled; it is left alone until this process starts anew. */
  readonly onFailure: (stream: string, error: unknown) => void;
}

/**
 * Records what came due: everything whose instant has passed, earliest first, a few complaints side by side. Within a
 * complaint the order is strict.
 *
 * That each thing is recorded once is not for the timer to see to: the complaint decides it from its own events, so that a timer may be
 * killed anywhere, run twice, or look at a view that is behind. What the timer remembers only spares it vain work.
 */
export class DeadlineTimer {
  /** The revision that the view must have reached before a complaint is looked at again. */
  private readonly awaited = new Map<string, Revision>();

  constructor(private readonly options: DeadlineTimerOptions) {}

  /** Fires what is due now; answers how many events that made. Rejects when an engine is away: what is left is found by the next pass. */
  async pass(): Promise<number> {
    const queue = new DueQueue();
    /** The revision at which the view showed each complaint. */
    const seen = new Map<string, Revision>();
    let fired = 0;
    let cursor: string | undefined;
    // One instant for the whole pass: a cursor belongs to its query.
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
        // A document that was brought up to date meanwhile may stand on a later page again.
        if (seen.has(document.id)) continue;
        seen.set(document.id, document.revision);
        if (this.isCurrent(document)) queue.add(document.id, await this.dueOn(document, now));
      }
      queue.sort();
      // What later pages hold is due later than the last document of this one.
      const until = cursor === undefined ? undefined : lastDue(documents);
      for (let group = queue.take(until); group.length > 0; group = queue.take(until)) {
        const counts = await sideBySide(group, (due) => this.fire(due, seen.get(due.id) ?? -1));
        fired += counts.reduce((sum, count) => sum + count, 0);
        if (!(await this.options.breathe())) return fired;
      }
    } while (cursor !== undefined);
    // What does not come up any more was brought up to date, and need not be remembered.
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

  private async dueOn({ body }: ViewDocument, now: string): Promise<readonly Firing[]> {
    const { timeline, policyVersion } = deadlinesIn(body);
    const policy = await this.options.policies.of(policyVersion);
    return pendingFirings(policy, timeline).filter((firing) => hasPassed(firing, now));
  }

  /** What one complaint has due at this point, in order. What ails one complaint must not keep the others from being told. */
  private async fire({ id, firings }: DueGroup, seenAt: Revision): Promise<number> {
    try {
      let fired = 0;
      for (const firing of firings) fired += await this.record(id, firing, seenAt);
      return fired;
    } catch (error) {
      if (isTransient(error)) throw error;
      this.options.onFailure(id, error);
      this.awaited.set(id, Infinity);
      return 0;
    }
  }

  private async record(stream: string, firing: Firing, seenAt: Revision): Promise<number> {
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
    // The host's clock was set back meanwhile: its time is yet to come.
    if (!hasPassed(firing, now())) return 0;
    // Nothing was to be recorded: the view was behind. Should it not be, only a later event can change that; either way it must move.
    this.await(stream, seenAt + 1);
    return 0;
  }

  private await(stream: string, revision: Revision): void {
    this.awaited.set(stream, Math.max(this.awaited.get(stream) ?? 0, revision));
  }
}

/** When the last of some documents comes due. */
function lastDue(documents: readonly ViewDocument[]): string | undefined {
  const last = documents.at(-1);
  return last && (deadlinesIn(last.body).firesAt ?? undefined);
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

/** What is due on many complaints, to be taken earliest first. */
class DueQueue {
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

/** The command by which something that came due is recorded, and the key that makes it the same command whoever sends it. */
interface FiringCommand {
  readonly content: CommandContent;
  readonly key: string;
}

/** The command for a firing: by kind. */
function firingCommand(firing: Firing): FiringCommand {
  if (firing.kind === 'silence') {
    return { key: `due:silence:${firing.at}`, content: { type: 'record-silence', data: {} } };
  }
  const { kind, clock, run, mark, at, to } = firing;
  const key = ['due', kind, clock, run, mark, ...(to === undefined ? [] : [to]), at].join(':');
  const warning = mark === 'due' ? {} : { warning: mark };
  switch (kind) {
    case 'warned':
      return { key, content: { type: 'record-deadline-warned', data: { clock, run, warning: Number(mark) } } };
    case 'missed':
      return { key, content: { type: 'record-deadline-missed', data: { clock, run } } };
    case 'told':
      if (to === undefined) throw new Error(`An escalation of ${clock} names nobody.`);
      return { key, content: { type: 'record-escalation', data: { clock, run, ...warning, to } } };
    case 'report-progress':
      return { key, content: { type: 'report-progress', data: { due: { clock, run } } } };
  }
}
