import type { Actor } from '@redress/eventing';

/** Who may come in: with a staff token, with a token for one tracked complaint, or without any. */
export type CallerKind = 'staff' | 'complainant' | 'anonymous';

/** Whoever sends a request, as the guard established it. */
export interface Caller {
  readonly kind: CallerKind;
  /** What events will say: `id` is the token's `sub` or `complainant`; `role` is the role that allowed this very action. */
  readonly actor: Actor;
  /** All roles the caller has, for what depends on more than one action. */
  readonly roles: readonly string[];
  /** The only complaint that a complainant with a tracking token may touch, in its stored form. */
  readonly reference?: string;
  /** The staff member's name as the token gives it: for showing, never for the log or an event. */
  readonly name?: string;
}

/** Who owns idempotency keys and references made from them: two callers may use the same key. */
export function callerKey(caller: Caller): string {
  switch (caller.kind) {
    case 'staff':
      return `staff:${caller.actor.id}`;
    case 'complainant':
      return `complainant:${caller.reference ?? ''}`;
    case 'anonymous':
      return 'anonymous';
  }
}
