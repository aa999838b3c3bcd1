import { describeFailure, EventingError } from '../errors.js';
import {
  type Instant,
  type JsonObject,
  type RecordedEvent,
  type Revision,
  type StreamName,
  toStreamName,
} from '../event.js';
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

/** Occurs in no name of a stream. */
const PART_SEPARATOR = '/';

/** Id of the document of a part of a stream. */
export function partId(stream: StreamName, part: string): string {
  return `${stream}${PART_SEPARATOR}${part}`;
}

/** The stream of a document, whole or a part. */
export function streamOfDocument(id: string): StreamName {
  const end = id.indexOf(PART_SEPARATOR);
  return toStreamName(end === -1 ? id : id.slice(0, end));
}

/** One document while a batch is applied. */
interface Progressing {
  readonly stored: JsonObject | undefined;
  readonly storedAt: Revision;
  current: Revision;
  body: JsonObject;
}

function progressing(initial: JsonObject, stored?: ViewDocument): Progressing {
  const storedAt = stored?.revision ?? -1;
  return { stored: stored?.body, storedAt, current: storedAt, body: stored?.body ?? initial };
}

/** What there is to write of a document, if anything. */
function changeOf(id: string, { stored, storedAt, current, body }: Progressing): readonly DocumentChange[] {
  if (current === storedAt) return [];
  const change = { id, revision: current, body };
  return [stored === undefined ? { ...change, expected: 'none' } : { ...change, expected: storedAt, before: stored }];
}

/**
 * The documents of one stream while a batch is applied: its own, and the parts that a projection makes of it. The guard: revision n is applied
 * only to n-1. A part that is ahead of its stream was written before a commit broke off, and is not changed again.
 */
export class DocumentProgress {
  private readonly whole: Progressing;
  private readonly parts = new Map<string, Progressing>();
  private failure: Failure | undefined;

  /** @param isNew no part of the stream is stored either. Otherwise parts may be, of a commit that broke off. */
  constructor(
    private readonly stream: StreamName,
    private readonly projection: Projection,
    stored: ViewDocument | undefined,
    private readonly isNew = false,
  ) {
    this.whole = progressing(projection.partsOf === undefined ? projection.initial : {}, stored);
  }

  /** Revision of the last event applied; -1 for none. */
  get revision(): Revision {
    return this.whole.current;
  }

  /** An event could not be applied: it and later ones wait in the log. */
  get isStuck(): boolean {
    return this.failure !== undefined;
  }

  /** The event that could not be applied; undefined for one that the log lacks. */
  get failedOn(): RecordedEvent | undefined {
    const { failure } = this;
    return failure?.event.revision === failure?.revision ? failure?.event : undefined;
  }

  /** Goes on without the event that could not be applied: only the place in the stream advances. */
  passOver(): void {
    const { whole, projection, failedOn } = this;
    if (failedOn === undefined) return;
    this.failure = undefined;
    whole.body = withVersion(projection.view, whole.body);
    whole.current = failedOn.revision;
  }

  /** Ids of the stored parts that these events may change and that {@link know} was not given. */
  lacking(events: readonly RecordedEvent[], codec: EventCodec): readonly string[] {
    const { projection, stream, whole } = this;
    if (this.isNew || projection.partsOf === undefined) return [];
    const parts = events
      .filter(({ revision }) => revision > whole.current)
      .flatMap((event) => partsIn(projection, event, codec));
    return [...new Set(parts)].filter((part) => !this.parts.has(part)).map((part) => partId(stream, part));
  }

  /** Continues parts from where they are stored, if they are. */
  know(ids: readonly string[], stored: ReadonlyMap<string, ViewDocument>): void {
    for (const id of ids) {
      const document = stored.get(id);
      const part = progressing(document === undefined ? this.projection.initial : {}, document);
      this.parts.set(id.slice(this.stream.length + PART_SEPARATOR.length), part);
    }
  }

  /** Applies the next event; ignores one already applied, or behind one that failed. Returns `gap` for one too far ahead. */
  offer(event: RecordedEvent, codec: EventCodec, policy?: object, open?: OpenContent): 'taken' | 'gap' {
    const { projection, whole } = this;
    if (this.isStuck || event.revision <= whole.current) return 'taken';
    if (event.revision > whole.current + 1) return 'gap';
    try {
      const projected = { ...codec.project(event), ...(policy && { policy }), ...(open && { opened: open() }) };
      if (projection.partsOf === undefined) whole.body = applyEvent(projection, whole.body, projected);
      else this.applyToParts(projection.partsOf(projected), projected);
      whole.current = event.revision;
    } catch (error) {
      this.failure = { revision: event.revision, event, error };
    }
    return 'taken';
  }

  private applyToParts(names: readonly string[], event: ProjectedEvent): void {
    const { projection, parts } = this;
    // All or none: an event that fails in one of them changes none.
    const changed = names.map((name) => {
      const part = parts.get(name) ?? progressing(projection.initial);
      const isNews = event.revision > part.current;
      return [
        name,
        isNews ? { ...part, current: event.revision, body: applyEvent(projection, part.body, event) } : part,
      ] as const;
    });
    for (const [name, part] of changed) parts.set(name, part);
    this.whole.body = withVersion(projection.view, this.whole.body);
  }

  /** Gives up on the next revision, which the log itself lacks. `seen` is the later event that revealed it. */
  missing(seen: RecordedEvent): void {
    const revision = this.whole.current + 1;
    this.failure ??= { revision, event: seen, error: new EventMissingError(this.stream, revision) };
  }

  /** Changes to be written, if any. */
  get changes(): readonly DocumentChange[] {
    const parts = [...this.parts].flatMap(([name, part]) => changeOf(partId(this.stream, name), part));
    const whole = changeOf(this.stream, this.whole);
    // Where the stream stands says which events its parts have had.
    return this.projection.partsOf === undefined
      ? whole
      : [...parts, ...whole.map((change) => ({ ...change, afterOthers: true as const }))];
  }

  /** The record of the failure, if any. `before`: how the stream was parked until now. */
  parked(now: Instant, before?: ParkedStream): readonly ParkedStream[] {
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

function partsIn(projection: Projection, event: RecordedEvent, codec: EventCodec): readonly string[] {
  try {
    return projection.partsOf?.(codec.project(event)) ?? [];
  } catch {
    // Told by what applies it.
    return [];
  }
}

/** Whether an event changes a document of its stream, whole or a part. */
export function changesDocument(projection: Projection, id: string, event: RecordedEvent, codec: EventCodec): boolean {
  if (projection.partsOf === undefined || id === event.stream) return true;
  return partsIn(projection, event, codec).some((part) => partId(event.stream, part) === id);
}

/**
 * The document that a view holds after these events of one stream; undefined for no events. Of a view of parts it is the document of one of
 * them, given the events that change it.
 */
export function foldDocument(projection: Projection, events: Iterable<ProjectedEvent>): JsonObject | undefined {
  let document: JsonObject | undefined;
  for (const event of events) document = applyEvent(projection, document ?? projection.initial, event);
  return document;
}

/** The documents that a view holds after these events of one stream, by id. */
export function foldDocuments(
  projection: Projection,
  stream: StreamName,
  events: readonly ProjectedEvent[],
): ReadonlyMap<string, { readonly revision: Revision; readonly body: JsonObject }> {
  const { partsOf } = projection;
  const last = events.at(-1);
  if (last === undefined) return new Map();
  const after = (own: readonly ProjectedEvent[]) => ({
    revision: own.at(-1)!.revision,
    body: foldDocument(projection, own)!,
  });
  if (partsOf === undefined) return new Map([[stream, after(events)]]);
  const names = new Set(events.flatMap((event) => partsOf(event)));
  const parts = [...names].map((name) => {
    return [partId(stream, name), after(events.filter((event) => partsOf(event).includes(name)))] as const;
  });
  return new Map([...parts, [stream, { revision: last.revision, body: withVersion(projection.view, {}) }]]);
}
