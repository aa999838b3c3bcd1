import { describeFailure, EventingError } from '../errors.js';
import type { JsonObject, RecordedEvent, Revision, StreamName } from '../event.js';
import type { DocumentChange, ParkedStream, ViewDocument } from '../ports/read-store.js';
import type { ProjectedEvent, Projection } from '../projection.js';
import type { EventCodec } from '../sealing/event-codec.js';
import type { OpenContent } from './opener.js';
import { withVersion } from './view-version.js';

/** The log lacks an event that must exist, since a later one of its stream does. */
export class EventMissingError extends EventingError {
  readonly code = 'event-missing';

  constructor(stream: StreamName, revision: Revision) {
    super(`Stream ${stream} has no revision ${revision}, but later ones.`);
  }
}

interface Failure {
  readonly revision: Revision;
  readonly event: RecordedEvent;
  readonly error: unknown;
}

/** One document while a batch is applied. The guard: revision n is applied only to n-1. */
export class DocumentProgress {
  private readonly storedAt: Revision;
  private current: Revision;
  private body: JsonObject;
  private failure: Failure | undefined;

  constructor(
    private readonly stream: StreamName,
    private readonly projection: Projection,
    stored: ViewDocument | undefined,
  ) {
    this.storedAt = stored?.revision ?? -1;
    this.current = this.storedAt;
    this.body = stored?.body ?? projection.initial;
  }

  /** Revision of the last event applied to the document; -1 for none. */
  get revision(): Revision {
    return this.current;
  }

  /** An event could not be applied: it and later ones wait in the log. */
  get isStuck(): boolean {
    return this.failure !== undefined;
  }

  /** Applies the next event; ignores one already applied, or behind one that failed. Returns `gap` for one too far ahead. */
  offer(event: RecordedEvent, codec: EventCodec, policy?: object, open?: OpenContent): 'taken' | 'gap' {
    if (this.isStuck || event.revision <= this.current) return 'taken';
    if (event.revision > this.current + 1) return 'gap';
    try {
      const projected = { ...codec.project(event), ...(policy && { policy }), ...(open && { opened: open() }) };
      this.body = applyEvent(this.projection, this.body, projected);
      this.current = event.revision;
    } catch (error) {
      this.failure = { revision: event.revision, event, error };
    }
    return 'taken';
  }

  /** Gives up on the next revision, which the log itself lacks. `seen` is the later event that revealed it. */
  missing(seen: RecordedEvent): void {
    const revision = this.current + 1;
    this.failure ??= { revision, event: seen, error: new EventMissingError(this.stream, revision) };
  }

  /** Changes to be written, if any. */
  get changes(): readonly DocumentChange[] {
    if (this.current === this.storedAt) return [];
    const expected = this.storedAt === -1 ? 'none' : this.storedAt;
    return [{ id: this.stream, expected, revision: this.current, body: this.body }];
  }

  /** The record of the failure, if any. `before`: how the stream was parked until now. */
  parked(now: string, before?: ParkedStream): readonly ParkedStream[] {
    if (this.failure === undefined) return [];
    const { revision, event, error } = this.failure;
    const isSame = before?.revision === revision;
    return [
      {
        stream: this.stream,
        revision,
        eventId: event.id,
        eventType: event.type,
        error: describeFailure(error),
        parkedAt: isSame ? before.parkedAt : now,
        attempts: isSame ? before.attempts + 1 : 1,
      },
    ];
  }
}

/** The document after one event. Throws a `TypeError` when the projection returns no document. */
function applyEvent(projection: Projection, document: JsonObject, event: ProjectedEvent): JsonObject {
  if (!Object.hasOwn(projection.on, event.type)) return withVersion(projection.view, document);
  const after: unknown = projection.on[event.type]?.(document, event);
  if (typeof after !== 'object' || after === null || Array.isArray(after)) {
    throw new TypeError(`${projection.view.name} made no document of ${event.type}.`);
  }
  return withVersion(projection.view, after as JsonObject);
}

/** The document that a view holds after these events of one stream; undefined for no events. */
export function foldDocument(projection: Projection, events: Iterable<ProjectedEvent>): JsonObject | undefined {
  let document: JsonObject | undefined;
  for (const event of events) document = applyEvent(projection, document ?? projection.initial, event);
  return document;
}
