import type { EventCatalogue } from '../catalogue.js';
import type {
  EventMetadata,
  Json,
  JsonObject,
  Position,
  RecordedEvent,
  Revision,
  SealedEvent,
  SealedField,
  StreamName,
} from '../event.js';
import type { ProjectedEvent, SealedValue } from '../projection.js';
import { eventIdOf, REASON_POINTER, sealEvent, sealingUnder, type ValidatedDraft } from './event-sealing.js';
import { withValueAt } from './json-pointer.js';
import { IndexKeys } from './index-keys.js';
import type { KeyMoment, KeyRing, KnownKey } from './key-ring.js';
import { hasOwnKey, personOf, subjectOfValue } from './message-key.js';
import {
  collectSubjects,
  ERASED,
  type Erased,
  KEY_MISSING,
  type KeyMissing,
  opened,
  openValue,
  refuseWithoutKey,
  type WithoutKey,
} from './sealed-values.js';
import { SealBrokenError } from './sealing-errors.js';

/** An event to be written: current version, not sealed yet. */
export interface EventDraft {
  readonly type: string;
  readonly data: JsonObject;
}

/** An event at its current version, each personal value in its place, or `{ erased: true }` when its key was destroyed. */
export interface OpenedEvent {
  readonly id: string;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  readonly type: string;
  readonly version: number;
  readonly data: JsonObject;
  readonly reason?: string | Erased | KeyMissing;
  /** Words of it are sealed under its own key, or were before their redaction: destroying that key redacts them alone. */
  readonly hasOwnKey?: true;
  readonly metadata: EventMetadata;
}

export interface OpenOptions {
  /**
   * Makes the replacement for a value whose key is missing (not destroyed), given its subject. Default: throw `KeyMissingError`, as is
   * right wherever the text itself is needed.
   */
  readonly withoutKey?: (subject: string) => Json;
}

export interface OpenEventsOptions extends OpenOptions {
  /** Types of the events whose personal values are not opened, and marked as erased. Default: none. */
  readonly leaveSealed?: ReadonlySet<string>;
}

/** Marks values whose key is missing, for readers of whatever is left. */
export const MARK_MISSING_KEYS: OpenOptions = { withoutKey: () => KEY_MISSING };

export interface SealOptions {
  readonly stream: StreamName;
  readonly firstRevision: Revision;
  /** Hash of the stream's last event; `GENESIS_HASH` for a new stream. */
  readonly previousHash: string;
  /**
   * The person whom the events are about. What says who and where they are is sealed under their key; the words of each event, and the
   * reason of the command with its first words, under a key of the event that needs the person's too.
   */
  readonly subject: string;
  /** The events of one command, in order. */
  readonly drafts: readonly EventDraft[];
  readonly metadata: Omit<EventMetadata, 'previousHash' | 'hash'>;
  /** The command's free-text reason; sealed into each of its events. */
  readonly reason?: string;
}

/**
 * Path of every event into the store and out of it: validated, personal values sealed, chained; and back.
 * Errors: `InvalidEventError`, `SealBrokenError`, `KeyMissingError`, and those of {@link KeyRing}.
 */
export class EventCodec {
  /** The keys of the terms of views that are searched. */
  readonly index: IndexKeys;
  private readonly projected = new WeakMap<RecordedEvent, ProjectedEvent>();

  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly keys: KeyRing,
  ) {
    this.index = new IndexKeys(keys);
  }

  /** This moment, for {@link isSoonAfter}. */
  moment(): KeyMoment {
    return this.keys.moment();
  }

  /** Whether what was opened at a moment may still be used: within so many milliseconds, and unless this process destroyed a key since. */
  isSoonAfter(moment: KeyMoment, within_ms: number): boolean {
    return this.keys.isSoonAfter(moment, within_ms);
  }

  /** Makes the events of one command ready to append. Validates all before creating a key; the key is durable before this resolves. */
  async seal({ drafts, subject, metadata, reason, ...options }: SealOptions): Promise<readonly SealedEvent[]> {
    const validated = drafts.map((draft) => this.validated(draft));
    const ids = drafts.map((_, index) => eventIdOf(metadata.commandId, index));
    const command = { person: subject, ids, reason };
    const under = await sealingUnder(this.keys, validated, command);
    let { previousHash } = options;
    return validated.map((draft, index) => {
      const id = ids[index] as string;
      const place = { id, stream: options.stream, revision: options.firstRevision + index, previousHash };
      const event = sealEvent(draft, place, metadata, reason, under[index]);
      previousHash = event.metadata.hash;
      return event;
    });
  }

  /** Opens events of any streams; looks up each subject's key once. */
  async open(events: readonly RecordedEvent[], options: OpenEventsOptions = {}): Promise<readonly OpenedEvent[]> {
    const { withoutKey = refuseWithoutKey, leaveSealed } = options;
    const contents = events.map((event) => currentContent(this.catalogue, event));
    const isToOpen = ({ type }: RecordedEvent): boolean => leaveSealed?.has(type) !== true;
    const open = opening(await this.keysOf(events.filter(isToOpen)), withoutKey);
    return events.map((event, index) =>
      openedEvent(event, contents[index] as CurrentContent, isToOpen(event) ? open : asErased),
    );
  }

  /** The keys that events need to be opened, and those of these persons. */
  async keysOf(
    events: readonly RecordedEvent[],
    persons: readonly string[] = [],
  ): Promise<ReadonlyMap<string, KnownKey | 'unknown'>> {
    const subjects = [...events.flatMap((event) => this.subjectsOf(event)), ...persons];
    return subjects.length === 0 ? NO_KEYS : this.keys.forOpening(subjects);
  }

  /** The subjects whose keys an event needs to be opened. */
  subjectsOf({ personal }: RecordedEvent): readonly string[] {
    return personal === undefined ? [] : [personal.subject, personOf(personal.subject) ?? personal.subject];
  }

  /** Opens an event with keys of {@link keysOf}. `withoutKey` makes the replacement for a value whose key is missing, or throws. */
  openWith(event: RecordedEvent, keys: ReadonlyMap<string, KnownKey | 'unknown'>, withoutKey: WithoutKey): OpenedEvent {
    return openedEvent(event, currentContent(this.catalogue, event), opening(keys, withoutKey));
  }

  /**
   * The event as projections see it: nothing is opened, each personal value is a `SealedValue` in its place. The same for the same object, so
   * that an event which all views of a process are given is validated once.
   */
  project(event: RecordedEvent): ProjectedEvent {
    const known = this.projected.get(event) ?? this.projectedAnew(event);
    this.projected.set(event, known);
    return known;
  }

  private projectedAnew(event: RecordedEvent): ProjectedEvent {
    const { data, fields, reason } = currentContent(this.catalogue, event);
    const { actor, onBehalfOf, recordedAt, occurredAt, commandId, causationId, policyVersion } = event.metadata;
    return {
      id: event.id,
      stream: event.stream,
      revision: event.revision,
      position: event.position,
      type: event.type,
      data: withFields(event, data, fields, (sealed) => sealedValue(event, sealed)),
      actor,
      recordedAt,
      occurredAt,
      commandId,
      causationId,
      ...(reason && { reason: sealedValue(event, reason) }),
      ...(onBehalfOf && { onBehalfOf }),
      ...(policyVersion !== undefined && { policyVersion }),
      ...(hasOwnKey(event) && { hasOwnKey: true }),
    };
  }

  /** A read model's document with every `SealedValue` in it replaced by its value, or by `{ erased: true }`. */
  async openDocument(body: JsonObject, options: OpenOptions = {}): Promise<JsonObject> {
    const [document] = await this.openDocuments([body], options);
    return document as JsonObject;
  }

  /** {@link openDocument} for many: looks up each subject's key once. */
  async openDocuments(bodies: readonly JsonObject[], options: OpenOptions = {}): Promise<readonly JsonObject[]> {
    const { withoutKey = refuseWithoutKey } = options;
    const subjects = new Set<string>();
    for (const body of bodies) collectSubjects(body, subjects);
    if (subjects.size === 0) return bodies;
    const keys = await this.keys.forOpening(subjects);
    return bodies.map((body) => opened(body, keys, withoutKey) as JsonObject);
  }

  private validated({ type, data }: EventDraft): ValidatedDraft {
    const version = this.catalogue.currentVersion(type);
    this.catalogue.validate(type, version, data);
    const personalPointers = this.catalogue.personalPointers(type, version, data);
    const isIdentity = (pointer: string): boolean => this.catalogue.isIdentity(type, version, pointer);
    return { type, version, data, personalPointers, isIdentity };
  }
}

const NO_KEYS: ReadonlyMap<string, KnownKey> = new Map();

/** Gives what a sealed value of an event is to its reader. */
type Opening = (event: RecordedEvent, sealed: SealedUnder) => Json;

const asErased: Opening = () => ERASED;

function opening(keys: ReadonlyMap<string, KnownKey | 'unknown'>, withoutKey: WithoutKey): Opening {
  return ({ id, type }, { subject, ...sealed }) => {
    const key = keys.get(subject) ?? 'unknown';
    if (key === 'unknown') return withoutKey(subject);
    return key === 'destroyed' ? ERASED : openValue(key, { event: id, type, field: sealed.field }, sealed);
  };
}

function openedEvent(
  event: RecordedEvent,
  { version, data, fields, reason }: CurrentContent,
  openingOf: Opening,
): OpenedEvent {
  const { id, stream, revision, position, type, metadata } = event;
  const open = (sealed: SealedUnder): Json => openingOf(event, sealed);
  return {
    id,
    stream,
    revision,
    position,
    type,
    version,
    data: withFields(event, data, fields, open),
    ...(reason && { reason: open(reason) as string | Erased | KeyMissing }),
    ...(hasOwnKey(event) && { hasOwnKey: true }),
    metadata,
  };
}

function sealedValue({ id, type }: RecordedEvent, { subject, ...sealed }: SealedUnder): SealedValue {
  return { $sealed: { subject, event: id, type, ...sealed } };
}

function withFields(
  { id }: RecordedEvent,
  data: JsonObject,
  fields: CurrentContent['fields'],
  valueOf: (sealed: SealedUnder) => Json,
): JsonObject {
  return fields.reduce((whole, [pointer, sealed]) => {
    try {
      return withValueAt(whole, pointer, valueOf(sealed));
    } catch (error) {
      if (error instanceof RangeError) throw new SealBrokenError(id, `/data${pointer}`);
      throw error;
    }
  }, data);
}

/** A sealed value, and under whose key. */
interface SealedUnder extends SealedField {
  readonly subject: string;
}

/** An event's content at its current version, with its personal values still separate. */
interface CurrentContent {
  readonly version: number;
  readonly data: JsonObject;
  /** Sealed fields of the current version by their JSON pointer, relative to `data`. */
  readonly fields: readonly (readonly [pointer: string, sealed: SealedUnder])[];
  readonly reason?: SealedUnder;
}

/**
 * Validates stored content and brings it to its current version. Throws `InvalidEventError` for an unknown type or version, or data that
 * violates its schema, and `SealBrokenError` when a sealed field is not where it was sealed.
 */
function currentContent(catalogue: EventCatalogue, event: RecordedEvent): CurrentContent {
  const { type, version, data } = event;
  catalogue.validateSealed(type, version, data);
  const { fields, reason } = storedFields(catalogue, event);
  const sealedReason = reason && { reason };
  if (version === catalogue.currentVersion(type)) return { version, data, fields, ...sealedReason };
  const pointers = fields.map(([pointer]) => pointer);
  const current = catalogue.upcast(type, version, data, pointers);
  catalogue.validateSealed(type, current.version, current.data);
  const moved = fields.flatMap(([pointer, sealed]) => {
    const now = current.pointers.get(pointer);
    return now === undefined ? [] : [[now, sealed] as const];
  });
  return { version: current.version, data: current.data, fields: moved, ...sealedReason };
}

function storedFields(
  catalogue: EventCatalogue,
  { id, type, version, personal }: RecordedEvent,
): Pick<CurrentContent, 'fields' | 'reason'> {
  if (personal === undefined) return { fields: [] };
  const fields: [string, SealedUnder][] = [];
  let reason: SealedUnder | undefined;
  for (const [pointer, sealed] of Object.entries(personal.fields)) {
    // The ciphertext vouches only for `field`: under another pointer it would open as something it never was.
    if (pointer !== sealed.field) throw new SealBrokenError(id, pointer);
    if (pointer === REASON_POINTER) reason = { ...sealed, subject: personal.subject };
    else if (pointer.startsWith('/data/')) {
      const inData = pointer.slice('/data'.length);
      const subject = subjectOfValue(personal.subject, catalogue.isIdentity(type, version, inData));
      fields.push([inData, { ...sealed, subject }]);
    } else throw new SealBrokenError(id, pointer);
  }
  return { fields, ...(reason && { reason }) };
}
