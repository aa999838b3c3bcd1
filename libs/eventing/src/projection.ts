import type { Actor, JsonObject, Position, Revision, StreamName, Instant } from './event.js';
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
  readonly recordedAt: Instant;
  readonly occurredAt: Instant;
  readonly commandId: string;
  /** Its cause: the id of an event that a process reacted to, or of a command. */
  readonly causationId: string;
  readonly policyVersion?: string;
  /** Its text is sealed under its own key, so it can be redacted alone. */
  readonly hasOwnKey?: true;
  /** The content of that policy version, if the runner has a policy source. Immutable, so the same in every replay. */
  readonly policy?: object;
  /** Only for a projection with {@link Projection.opening}. */
  readonly opened?: OpenedContent;
}

/** What an event says, for a view that is searched. Nothing of it may enter the document but terms: a document is not sealed. */
export interface OpenedContent {
  /** As the event's own `data`, each personal value opened, or `{ erased: true }`. Empty for a type that is not opened. */
  readonly data: JsonObject;
  /** Whether the person whom the stream is about was erased. */
  readonly isErased: boolean;
  /** The term that stands for a token in this generation of the view: a keyed hash of 12 characters. */
  readonly termOf: (token: string) => string;
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
  /**
   * For a view with many documents of each stream, its parts: the names of those that an event changes, unique in the stream. `initial` and
   * `on` are then about a part, whose revision is that of the last event that changed it. Besides them, a document without fields keeps the
   * place in the stream. Default: a stream is one document, which every event changes.
   */
  readonly partsOf?: (event: ProjectedEvent) => readonly string[];
  /**
   * For a view that is found by what people said: its changes see personal values opened, and keep terms of them. Documents then follow from the
   * events, the keys that are left, and the index key of the generation.
   */
  readonly opening?: {
    /** The subject of the person whom a stream is about. */
    readonly personOf: (stream: StreamName) => string;
    /** Types of events that are opened. */
    readonly types: ReadonlySet<string>;
  };
}
