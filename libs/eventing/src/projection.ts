import type { Actor, JsonObject, Position, Revision } from './event.js';
import type { ViewDefinition } from './ports/read-store.js';

/**
 * An event as a projection sees it: brought to its current version, its personal values still sealed.
 * In `data`, and in `reason`, each personal value is a {@link SealedValue} in its place, to be copied into the document as it is.
 */
export interface ProjectedEvent {
  readonly id: string;
  readonly stream: string;
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
  /** Of what it came: the id of an event that somebody reacted to, or of a command. */
  readonly causationId: string;
  readonly policyVersion?: string;
  /** Its words are sealed under a key of their own: they can be redacted alone. */
  readonly hasOwnKey?: true;
  /** What that version says, when the runner was given where policies are. Immutable, so the same at every replay. */
  readonly policy?: object;
}

/** A sealed personal value as read models keep it: everything needed to open it, given the subject's key. */
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

/** Where policies are looked up before an event is applied. Rejects when the store that holds them is away. */
export interface PolicySource {
  of(version: string | undefined): Promise<object>;
}

/**
 * One kind of document, declared as event type -> change of that document. The runner adds id, revision, position and guard.
 * A change is pure: it neither reads a clock nor alters its arguments. A type that is not listed only advances the revision.
 */
export interface Projection {
  readonly view: ViewDefinition;
  /** Streams whose name begins with this. */
  readonly streamPrefix: string;
  /** The document before its stream's first event. */
  readonly initial: JsonObject;
  readonly on: { readonly [type: string]: (document: JsonObject, event: ProjectedEvent) => JsonObject };
}
