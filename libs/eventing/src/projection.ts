import type { Actor, JsonObject, Position, Revision, StreamName } from './event.js';
import type { ViewDefinition } from './ports/read-store.js';

/**
 * An event as a projection sees it: at its current version, with its personal values still sealed.
 * In `data` and `reason`, each personal value is a {@link SealedValue} in its place, to be copied into the document unchanged.
 */
export interface ProjectedEvent {
  readonly id: string;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  readonly type: string;
  readonly data: JsonObject;
  readonly reason?: SealedValue;
  readonly actor: Actor;
  readonly onBehalfOf?: Actor;
  readonly recordedAt: string;
  readonly occurredAt: string;
  readonly commandId: string;
  /** Its cause: the id of an event that a process reacted to, or of a command. */
  readonly causationId: string;
  readonly policyVersion?: string;
  /** Its text is sealed under its own key, so it can be redacted alone. */
  readonly hasOwnKey?: true;
  /** The content of that policy version, if the runner has a policy source. Immutable, so the same in every replay. */
  readonly policy?: object;
}

/** A sealed personal value in a read model: everything needed to open it, given the subject's key. */
export type SealedValue = {
  readonly $sealed: {
    readonly subject: string;
    readonly event: string;
    readonly type: string;
    readonly field: string;
    readonly iv: string;
    readonly ciphertext: string;
    readonly tag: string;
  };
};

/** Looks up policies before an event is applied. Rejects when the store that holds them is unreachable. */
export interface PolicySource {
  of(version: string | undefined): Promise<object>;
}

/**
 * One kind of document, declared as event type -> change of that document. The runner adds id, revision, position and guard.
 * A change is pure: it neither reads a clock nor mutates its arguments. A type not listed only advances the revision.
 */
export interface Projection {
  readonly view: ViewDefinition;
  /** Prefix of the names of its streams. */
  readonly streamPrefix: string;
  /** The document before its stream's first event. */
  readonly initial: JsonObject;
  readonly on: { readonly [type: string]: (document: JsonObject, event: ProjectedEvent) => JsonObject };
}
