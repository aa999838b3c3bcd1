import type { JsonObject, Revision, StreamName, ViewDefinition } from '@redress/eventing';

/** Pending and dead deliveries of one subscription about one complaint. */
export interface Deliveries {
  readonly subscription: string;
  /** `complaint-7K3M9QXD41PD` */
  readonly stream: StreamName;
  /** Newest revision recorded: a repeated event adds nothing. */
  readonly seen: Revision;
  /** Revisions to deliver, in order. */
  readonly pending: readonly Revision[];
  /** Failed attempts at the first pending revision. */
  readonly attempts: number;
  /** When to try the first pending revision, ISO 8601 in UTC; {@link NEVER} when none is pending. */
  readonly dueAt: string;
  /** Id of the attempt in progress; empty when there is none. */
  readonly claim: string;
  /** Id of the last write. */
  readonly write: string;
  /** Deliveries that failed permanently, oldest first. */
  readonly dead: readonly DeadLetter[];
  /** Number of dead letters, indexed to find them. */
  readonly deadCount: number;
}

export interface DeadLetter {
  readonly revision: Revision;
  readonly type: string;
  /** A code, never the receiver's answer. */
  readonly failure: string;
  readonly attempts: number;
  /** When the delivery failed permanently. */
  readonly at: string;
}

/** One document per subscription and complaint. Never rebuilt, since a rebuild would deliver everything again. */
export const DELIVERIES_VIEW: ViewDefinition = {
  name: 'webhook-deliveries',
  fields: { dueAt: 'string', deadCount: 'number' },
  indexes: [['dueAt'], ['deadCount']],
};

export function deliveriesId(subscription: string, stream: StreamName): string {
  return `${subscription}:${stream}`;
}

/** Sorts after every instant: nothing is due. */
export const NEVER = '9999';

export function noDeliveries(subscription: string, stream: StreamName): Deliveries {
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

/** Adds an event to deliver. */
export function withEvent(deliveries: Deliveries, revision: Revision, now: string): Deliveries {
  if (revision <= deliveries.seen) return deliveries;
  const pending = [...deliveries.pending, revision];
  return { ...deliveries, seen: revision, pending, dueAt: deliveries.pending.length === 0 ? now : deliveries.dueAt };
}

/** Removes the first pending revision, delivered or dead. */
export function withoutFirst(deliveries: Deliveries, now: string): Deliveries {
  const pending = deliveries.pending.slice(1);
  return { ...deliveries, pending, attempts: 0, claim: '', dueAt: pending.length === 0 ? NEVER : now };
}

/** Puts dead letters back before all newer revisions. */
export function withResent(deliveries: Deliveries, now: string): Deliveries {
  const revisions = [...deliveries.dead.map(({ revision }) => revision), ...deliveries.pending];
  const pending = [...new Set(revisions)].sort((one, other) => one - other);
  return { ...deliveries, pending, attempts: 0, claim: '', dueAt: now, dead: [], deadCount: 0 };
}

/**
 * Continues after a revision, since the log has lost the events that followed it and may have others in their place. Drops pending
 * deliveries of lost events; an attempt in progress has no effect.
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

/** Forgets dead letters; pending deliveries stay. */
export function withoutDead(deliveries: Deliveries): Deliveries {
  return { ...deliveries, dead: [], deadCount: 0 };
}
