import { v4, v5 } from 'uuid';
import type { Refusal } from '../decider.js';
import { EventingError } from '../errors.js';
import type { Actor, Revision } from '../event.js';

/** Everything about a command that is not its content. Instants are ISO 8601 in UTC. */
export interface CommandContext {
  /** A UUID: the same for each repeat of the command. */
  readonly commandId: string;
  /** Keyed hash of the command's content: the same for each repeat of the command. */
  readonly commandHash: string;
  readonly actor: Actor;
  readonly onBehalfOf?: Actor;
  /** Free text; sealed into each event. */
  readonly reason?: string;
  readonly occurredAt: string;
  readonly now: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
  readonly policyVersion?: string;
  /** The revision the caller decided on (`If-Match`): at any other the command is not decided. */
  readonly expectedRevision?: Revision;
  /** The person under whose key personal values are sealed. */
  readonly subject: string;
}

/** The outcome of a command. Only failures of the machinery are thrown. */
export type Outcome =
  | {
      readonly kind: 'accepted';
      /** Of the command's last event; of the stream when nothing needed to be recorded (-1: there is none). */
      readonly revision: Revision;
      /** Types of the events recorded, in order. */
      readonly events: readonly string[];
      /** True when it was recorded by an earlier sending of the same command. */
      readonly replayed: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'revision-mismatch'; readonly actual: Revision }
  /** This command id was recorded with another content. */
  | { readonly kind: 'command-reused' };

/** The source of a command: everything about it that is not its content. */
export interface CommandSource {
  /** The owner of the idempotency keys: two callers may use the same key. For example `staff:u-17`, `anonymous`. */
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

/** Remarks that may accompany the content of any command. */
export interface CommandRemarks {
  /** The reason; sealed, since it is free text. */
  readonly reason?: string;
  /** The instant at which it happened in the world (ISO 8601, UTC). Default: now. */
  readonly occurredAt?: string;
}

/** Namespace of command ids, made once for this project. Changing it would make every repeated command look new. */
const COMMAND_NAMESPACE = '5f0c3b52-6f5a-4c0e-9a86-6d0e0b2d9f11';

/**
 * The id of a command: derived from caller, stream and idempotency key, so that a repeat finds what the first one recorded;
 * random for a command without a key.
 */
export function commandIdOf(caller: string, stream: string, idempotencyKey: string | undefined): string {
  return idempotencyKey === undefined ? v4() : v5(JSON.stringify([caller, stream, idempotencyKey]), COMMAND_NAMESPACE);
}

/** Too many commands were decided on this stream at the same time. Nothing was written; the command may be sent again. */
export class ContentionError extends EventingError {
  readonly code = 'contention';

  constructor(readonly stream: string) {
    super(`Too many commands for stream ${stream} at once. Nothing was recorded; try again.`);
  }
}
