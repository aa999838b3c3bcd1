import type { JsonObject, Revision, ViewDefinition } from '@redress/eventing';

/** What one subscription is still to be told of one complaint, and what it could not be told. */
export interface Deliveries {
  readonly subscription: string;
  /** `complaint-7K3M9QXD41PD` */
  readonly stream: string;
  /** The newest revision that was taken in: a repeat of an event adds nothing. */
  readonly seen: Revision;
  /** Revisions to deliver, in order. */
  readonly pending: readonly Revision[];
  /** Failed attempts at the first of `pending`. */
  readonly attempts: number;
  /** When to try the first of `pending`, ISO 8601 in UTC; {@link NEVER} when nothing is pending. */
  readonly dueAt: string;
  /** Who tries it now; empty when nobody does. */
  readonly claim: string;
  /** Which write made it what it is. */
  readonly write: string;
  /** What was given up, oldest first. */
  readonly dead: readonly DeadLetter[];
  /** How many of them there are: by this they are found. */
  readonly deadCount: number;
}

export interface DeadLetter {
  readonly revision: Revision;
  readonly type: string;
  /** A code, never what the receiver said. */
  readonly failure: string;
  readonly attempts: number;
  /** When it was given up. */
  readonly at: string;
}

/** One document for each subscription and complaint: never rebuilt, since a rebuild would tell everything again. */
export const DELIVERIES_VIEW: ViewDefinition = {
  name: 'webhook-deliveries',
  fields: { dueAt: 'string', deadCount: 'number' },
  indexes: [['dueAt'], ['deadCount']],
};

export function deliveriesId(subscription: string, stream: string): string {
  return `${subscription}:${stream}`;
}

/** Sorts after every instant: nothing is due. */
export const NEVER = '9999';

export function noDeliveries(subscription: string, stream: string): Deliveries {
  return {
    subscription,
    stream,
    seen: -1,
    pending: [],
    attempts: 0,
    dueAt: NEVER,
    claim: '',
    write: '',
    dead: [],
    deadCount: 0,
  };
}

export function deliveriesIn(body: JsonObject): Deliveries {
  return body as unknown as Deliveries;
}

/** Adds an event to what is to be delivered. */
export function withEvent(deliveries: Deliveries, revision: Revision, now: string): Deliveries {
  if (revision <= deliveries.seen) return deliveries;
  const pending = [...deliveries.pending, revision];
  return { ...deliveries, seen: revision, pending, dueAt: deliveries.pending.length === 0 ? now : deliveries.dueAt };
}

/** Takes the first away: it was delivered, or given up. */
export function withoutFirst(deliveries: Deliveries, now: string): Deliveries {
  const pending = deliveries.pending.slice(1);
  return { ...deliveries, pending, attempts: 0, claim: '', dueAt: pending.length === 0 ? NEVER : now };
}

/** Puts what was given up back in its place before all that is newer. */
export function withResent(deliveries: Deliveries, now: string): Deliveries {
  const revisions = [...deliveries.dead.map(({ revision }) => revision), ...deliveries.pending];
  const pending = [...new Set(revisions)].sort((one, other) => one - other);
  return { ...deliveries, pending, attempts: 0, claim: '', dueAt: now, dead: [], deadCount: 0 };
}

/**
 * Goes on behind a revision, since the log has lost what came after it and may have other events there by now. What was still to be delivered
 * of that is not to be any more; an attempt that is in hand comes to nothing.
 */
export function withoutLost(deliveries: Deliveries, kept: Revision, now: string): Deliveries {
  if (deliveries.seen <= kept) return deliveries;
  const pending = deliveries.pending.filter((revision) => revision <= kept);
  const dead = deliveries.dead.filter(({ revision }) => revision <= kept);
  const isSameFirst = pending.length > 0 && pending[0] === deliveries.pending[0];
  return {
    ...deliveries,
    seen: kept,
    pending,
    attempts: isSameFirst ? deliveries.attempts : 0,
    dueAt: isSameFirst ? deliveries.dueAt : pending.length === 0 ? NEVER : now,
    claim: isSameFirst ? deliveries.claim : '',
    dead,
    deadCount: dead.length,
  };
}

/** Forgets what was given up; what waits is delivered all the same. */
export function withoutDead(deliveries: Deliveries): Deliveries {
  return { ...deliveries, dead: [], deadCount: 0 };
}
