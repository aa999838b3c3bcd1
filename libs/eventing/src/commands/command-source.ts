import type { Actor, Revision } from '../event.js';

/** Where a command came from: everything about it that is not its content. */
export interface CommandSource {
  /** Who owns the idempotency keys: two callers may use the same key. For example `staff:u-17`, `anonymous`. */
  readonly caller: string;
  readonly actor: Actor;
  /** All roles that the actor has, where there are more than the one in which they act. Decided by, and not recorded. */
  readonly roles?: readonly string[];
  readonly onBehalfOf?: Actor;
  /** 1 to 255 characters; repeats of it by the same caller on the same complaint are one command. */
  readonly idempotencyKey?: string;
  /** The revision the caller decided on (`If-Match`). */
  readonly expectedRevision?: Revision;
  readonly correlationId?: string;
  /** The event that made a service act. Default: the command itself. */
  readonly causationId?: string;
  readonly traceparent?: string;
}

/** What may accompany the content of any command. */
export interface CommandRemarks {
  /** Why; sealed, since it is free text. */
  readonly reason?: string;
  /** When it happened in the world (ISO 8601, UTC). Default: now. */
  readonly occurredAt?: string;
}
