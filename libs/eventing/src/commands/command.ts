import type { Refusal } from '../decider.js';
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
  /** Whose key personal values are sealed under. */
  readonly subject: string;
}

/** What became of a command. Only failures of the machinery are thrown. */
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
