import type { Reference } from '@redress/contracts';
import type { Instant } from '@redress/domain';
import type { Actor, ViewDefinition } from '@redress/eventing';

/** What showed personal data to somebody of the staff or at the machine, or who saw it. */
export const accessKinds = [
  'case',
  'history',
  'replay',
  'evidence',
  'attachment',
  'letter',
  'draft',
  'task',
  'hold',
  'disclosure',
  'search',
  'person',
  'export',
  'access-log',
] as const;
export type AccessKind = (typeof accessKinds)[number];

/** Who of the staff was shown what of which complaint: never what they searched for, and nothing of what they saw. */
export interface Access {
  readonly kind: AccessKind;
  /** The `sub` of whoever read, and the role that permitted it; `operator:anna`, `operator` for whoever worked at the machine. */
  readonly actor: Pick<Actor, 'id' | 'role'>;
  /** Null for what was about all complaints: an export, or the access log. */
  readonly reference: Reference | null;
}

/** What somebody read of one complaint in one way within {@link ACCESS_WINDOW_MS}, in one process. */
export interface AccessEntry extends Access {
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** How often it was read, from 1. */
  readonly count: number;
}

/** Reads of one complaint by one person in one way are one entry for this long from the first. */
export const ACCESS_WINDOW_MS = 15 * 60_000;

/**
 * The view with the entries. No event tells of a read, so nothing can build them anew (ADR 100). Fields that the access log is asked by have an
 * index each, in the order in which it answers.
 */
export const ACCESSES: ViewDefinition = {
  name: 'accesses',
  fields: { firstAt: 'string', lastAt: 'string', 'actor.id': 'string', reference: 'string' },
  indexes: [['firstAt'], ['actor.id', 'firstAt'], ['reference', 'firstAt'], ['reference', 'actor.id', 'firstAt']],
};
