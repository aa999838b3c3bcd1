import { type DocumentOf, streamName } from '@redress/complaints';
import { closed, vocabulary } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import {
  type JsonObject,
  type Revision,
  type StreamName,
  type ViewDefinition,
  withoutVersion,
  withVersion,
} from '@redress/eventing';
import Type from 'typebox';

/** Sorts after every instant: nothing is due. */
export const NEVER = '9999';

const revision = Type.Integer({ minimum: 0 });

export const deadLetter = closed({
  revision,
  type: Type.String(),
  /** A code, never the receiver's answer. */
  failure: Type.String(),
  attempts: Type.Integer({ minimum: 1 }),
  /** When the delivery failed permanently. */
  at: vocabulary.instant(),
});
export type DeadLetter = DocumentOf<typeof deadLetter>;

/** Pending and dead deliveries of one subscription about one complaint. */
export const deliveriesDocument = closed({
  subscription: Type.String(),
  /** `complaint-7K3M9QXD41PD` */
  stream: streamName(),
  /** Newest revision recorded, or -1: a repeated event adds nothing. */
  seen: Type.Integer({ minimum: -1 }),
  /** Revisions to deliver, in order. */
  pending: Type.Array(revision),
  /** Failed attempts at the first pending revision. */
  attempts: Type.Integer({ minimum: 0 }),
  /** When to try the first pending revision; {@link NEVER} when none is pending. */
  dueAt: Type.Union([vocabulary.instant(), Type.Literal(NEVER)]),
  /** Id of the attempt in progress; empty when there is none. */
  claim: Type.String(),
  /** Ids of the last writes, by which a writer sees that it was not overwritten. */
  writes: Type.Optional(Type.Array(Type.String())),
  /** Deliveries that failed permanently, oldest first. */
  dead: Type.Array(deadLetter),
  /** Number of dead letters, indexed to find them. */
  deadCount: Type.Integer({ minimum: 0 }),
});
export type Deliveries = DocumentOf<typeof deliveriesDocument>;

/** One document per subscription and complaint. Never rebuilt, since a rebuild would deliver everything again. */
export const DELIVERIES_VIEW: ViewDefinition = {
  name: 'webhook-deliveries',
  fields: { dueAt: 'string', deadCount: 'number' },
  indexes: [['dueAt'], ['deadCount']],
};

export function deliveriesId(subscription: string, stream: StreamName): string {
  return `${subscription}:${stream}`;
}

export function noDeliveries(subscription: string, stream: StreamName): Deliveries {
  return {
    subscription,
    stream,
    seen: -1,
    pending: [],
    attempts: 0,
    dueAt: NEVER,
    claim: '',
    dead: [],
    deadCount: 0,
  };
}

/** Reads a stored document. */
export function deliveriesIn(body: JsonObject): Deliveries {
  return withoutVersion(body) as unknown as Deliveries;
}

/** The document to store. */
export function storedDeliveries(changed: Deliveries): JsonObject {
  return withVersion(DELIVERIES_VIEW, { ...changed });
}

/** Adds an event to deliver. */
export function withEvent(deliveries: Deliveries, revision: Revision, now: Instant): Deliveries {
  if (revision <= deliveries.seen) return deliveries;
  const pending = [...deliveries.pending, revision];
  return { ...deliveries, seen: revision, pending, dueAt: deliveries.pending.length === 0 ? now : deliveries.dueAt };
}

/** Removes the first pending revision, delivered or dead. */
export function withoutFirst(deliveries: Deliveries, now: Instant): Deliveries {
  const pending = deliveries.pending.slice(1);
  return { ...deliveries, pending, attempts: 0, claim: '', dueAt: pending.length === 0 ? NEVER : now };
}

/** Puts dead letters back before all newer revisions. */
export function withResent(deliveries: Deliveries, now: Instant): Deliveries {
  const revisions = [...deliveries.dead.map(({ revision }) => revision), ...deliveries.pending];
  const pending = [...new Set(revisions)].sort((one, other) => one - other);
  return { ...deliveries, pending, attempts: 0, claim: '', dueAt: now, dead: [], deadCount: 0 };
}

/**
 * Continues after a revision, since the log has lost the events that followed it and may have others in their place. Drops pending
 * deliveries of lost events; an attempt in progress has no effect.
 */
export function withoutLost(deliveries: Deliveries, kept: Revision, now: Instant): Deliveries {
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
