import { v4, v5 } from 'uuid';
import type { Refusal } from '../decider.js';
import { EventingError } from '../errors.js';
import type { Actor, Revision, StreamName, Instant } from '../event.js';

/** Everything about a command except its content. Instants are ISO 8601 in UTC. */
export interface CommandContext {
  /** A UUID, the same for every repeat of the command. */
  readonly commandId: string;
  /** Keyed hash of the command's content, the same for every repeat of the command. */
  readonly commandHash: string;
  readonly actor: Actor;
  readonly onBehalfOf?: Actor;
  /** Free text; sealed into each event. */
  readonly reason?: string;
  readonly occurredAt: Instant;
  readonly now: Instant;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
  readonly policyVersion?: string;
  /** The revision the caller based the command on (`If-Match`); at any other revision the command is not decided. */
  readonly expectedRevision?: Revision;
  /** The person under whose key personal values are sealed. */
  readonly subject: string;
  /** The command id is random: no earlier attempt can have recorded its events. */
  readonly isFirstAttempt?: true;
  /** The stream is most likely new, so it is not read first: the append finds out. */
  readonly isNewStream?: true;
}

/** The outcome of a command. Only infrastructure failures are thrown. */
export type Outcome =
  | {
      readonly kind: 'accepted';
      /** Revision of the command's last event, or of the stream when nothing needed recording (-1: no events). */
      readonly revision: Revision;
      /** Types of the events recorded, in order. */
      readonly events: readonly string[];
      /** True when an earlier attempt of the same command recorded it. */
      readonly replayed: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'revision-mismatch'; readonly actual: Revision }
  /** This command id was already recorded with different content. */
  | { readonly kind: 'command-reused' };

/** The source of a command: everything about it except its content. */
export interface CommandSource {
  /** The owner of the idempotency keys, so that two callers may use the same key. For example `staff:u-17`, `anonymous`. */
  readonly caller: string;
  readonly actor: Actor;
  /** All roles of the actor, if more than the one they act in. Used in the decision, not recorded. */
  readonly roles?: readonly string[];
  /** The teams of whose work alone the actor knows. Used in the decision, not recorded. */
  readonly teams?: readonly string[];
  readonly onBehalfOf?: Actor;
  /** 1 to 255 characters; commands of one caller on one complaint with the same key count as one command. */
  readonly idempotencyKey?: string;
  /** Nobody knows who sent it: only the key tells the first sender from others, and is remembered for a day. */
  readonly isStranger?: true;
  /** The revision the caller based the command on (`If-Match`). */
  readonly expectedRevision?: Revision;
  readonly correlationId?: string;
  /** The event that caused a service to act. Default: the command itself. */
  readonly causationId?: string;
  readonly traceparent?: string;
}

/** Remarks allowed with any command. */
export interface CommandRemarks {
  /** The reason; sealed, since it is free text. */
  readonly reason?: string;
  /** When it happened in the world (ISO 8601, UTC). Default: now. */
  readonly occurredAt?: Instant;
}

/** Namespace of command ids, unique to this project. Changing it would make every repeated command look new. */
const COMMAND_NAMESPACE = '5f0c3b52-6f5a-4c0e-9a86-6d0e0b2d9f11';

/**
 * The id of a command: derived from caller, stream and idempotency key, so that a repeat finds what the first attempt recorded; random for
 * a command without a key.
 */
export function commandIdOf(caller: string, stream: StreamName, idempotencyKey: string | undefined): string {
  return idempotencyKey === undefined ? v4() : v5(JSON.stringify([caller, stream, idempotencyKey]), COMMAND_NAMESPACE);
}

/**
 * The context of a command on a stream that happens now. Personal values are sealed under the key of `subject`, by default one of the
 * stream.
 */
export function commandContext(
  source: CommandSource,
  stream: StreamName,
  {
    commandHash,
    now,
    subject = stream,
  }: Pick<CommandContext, 'commandHash' | 'now'> & Partial<Pick<CommandContext, 'subject'>>,
): CommandContext {
  const { caller, actor, idempotencyKey, correlationId, causationId, expectedRevision, traceparent } = source;
  const commandId = commandIdOf(caller, stream, idempotencyKey);
  return {
    commandId,
    commandHash,
    actor,
    now,
    occurredAt: now,
    correlationId: correlationId ?? commandId,
    causationId: causationId ?? commandId,
    subject,
    ...(expectedRevision !== undefined && { expectedRevision }),
    ...(traceparent !== undefined && { traceparent }),
  };
}

/** The source of what a command needs first, such as its stream in a list: done once, whatever key and revision the command has. */
export function sourceOfOnce({
  idempotencyKey: _key,
  expectedRevision: _revision,
  ...once
}: CommandSource): CommandSource {
  return once;
}

/** Too many concurrent commands on this stream. Nothing was written; the command may be retried. */
export class ContentionError extends EventingError {
  readonly code = 'contention';

  constructor(readonly stream: StreamName) {
    super(`Too many commands for stream ${stream} at once. Nothing was recorded; try again.`);
  }
}
