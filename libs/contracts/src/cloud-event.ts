import Type, { type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { catalogue } from './catalogue.js';
import { type ActorId, closed, type DataCheck, type DataOf, type JsonObject, schemaIdOf } from './definition.js';
import type { StoredPublishedEvent } from './events.js';
import { instant, NAME_LENGTH_MAX, requiredText } from './vocabulary.js';

/**
 * The Kafka topic of all complaint events: keyed by stream, so that one complaint's events stay in order; at least once.
 * Its messages are CloudEvents in binary mode: see {@link cloudEventOfMessage}.
 */
export const COMPLAINT_EVENTS_TOPIC = 'redress.complaint-events';

const identifier = () => requiredText(NAME_LENGTH_MAX);
const uuid = () => Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
const sha256 = () => Type.String({ pattern: '^[0-9a-f]{64}$' });
const base64url = () => Type.String({ pattern: '^[A-Za-z0-9_-]*$' });

const actor = () => closed({ id: Type.Unsafe<ActorId>(identifier()), role: identifier() });

/** AES-256-GCM. Additional data: UTF-8 of the JSON array `[event id, type, field]`. */
const sealedField = closed({
  /** The pointer under which the value was sealed when it was written, whatever an upcast calls it now. */
  field: Type.String({ pattern: '^/' }),
  iv: base64url(),
  ciphertext: base64url(),
  tag: base64url(),
});

/** Keys are JSON pointers into the event: `/data/description`, `/metadata/reason`. */
const sealed = closed({
  subject: identifier(),
  fields: Type.Record(Type.String({ pattern: '^/' }), sealedField, { additionalProperties: false }),
});

const metadata = closed({
  recordedAt: instant(),
  /** When it happened. Clocks start from it. */
  occurredAt: instant(),
  actor: actor(),
  onBehalfOf: Type.Optional(actor()),
  commandId: uuid(),
  commandHash: base64url(),
  correlationId: identifier(),
  causationId: identifier(),
  traceparent: Type.Optional(identifier()),
  policyVersion: Type.Optional(identifier()),
  /** 64 zeros for the first event of its stream. */
  previousHash: sha256(),
  /** SHA-256 of the RFC 8785 canonical JSON of the event without `position` and `hash`. */
  hash: sha256(),
});

/** A recorded event without `id` and `position`, which are in the envelope. */
const recordedEvent = closed({
  type: identifier(),
  version: Type.Integer({ minimum: 1 }),
  stream: identifier(),
  revision: Type.Integer({ minimum: 0 }),
  /** Data by the schema of this type and version, without personal values. */
  data: Type.Unsafe<JsonObject>(Type.Record(Type.String(), Type.Unknown())),
  personal: Type.Optional(sealed),
  metadata,
});

/** Name and version of the envelope's own schema. */
export const CLOUD_EVENT_SCHEMA_ID = schemaIdOf('CloudEvent', 1);

/**
 * One recorded event as a CloudEvent 1.0 in structured JSON: a line of an export, equivalent to a Kafka message in binary mode. Lossless.
 * Other attributes are allowed, as CloudEvents requires: transports add their own. Within `data` they are refused.
 */
export const cloudEventSchema = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    /** The event's id, by which readers recognize repeats. */
    id: requiredText(NAME_LENGTH_MAX),
    source: Type.Literal('/redress/complaints'),
    /** `redress.ComplaintReceived.v1`. */
    type: Type.String({ pattern: '^redress\\.[A-Z][A-Za-z]*\\.v[1-9]\\d*$' }),
    /** The stream: `complaint-7K3M9QXD41PD`. */
    subject: requiredText(NAME_LENGTH_MAX),
    /** When it was recorded. When it happened is in `data.metadata.occurredAt`. */
    time: instant(),
    datacontenttype: Type.Literal('application/json'),
    /** The published schema of `data.data`, which lacks personal values. */
    dataschema: Type.String({ pattern: '^urn:redress:schema:[A-Z][A-Za-z]*:v[1-9]\\d*$' }),
    /** Position in the whole store, as a decimal string: it may exceed the exact range of a JSON number. */
    sequence: Type.String({ pattern: '^[1-9]\\d*$' }),
    data: recordedEvent,
  },
  {
    $id: CLOUD_EVENT_SCHEMA_ID,
    title: 'CloudEvent v1',
    description: 'One recorded event as a CloudEvent 1.0 in structured JSON.',
  },
);

export type CloudEvent = DataOf<{ readonly schema: typeof cloudEventSchema }>;

/** A message of the topic, with the attribute that the topic has and exports lack. */
export interface TopicEvent extends CloudEvent {
  /**
   * `true` for what happened before its complaint was imported from another system, and for what the import recorded: no news for whoever
   * acts on it. `false` for all other events. Absent where that was not known: see `isHistory`.
   */
  readonly history?: string;
}

const check: DataCheck = Compile(cloudEventSchema as TSchema);

/** Tells whether a value is the envelope of a recorded event. The catalogue checks its `data.data`. */
export function isCloudEvent(value: unknown): value is CloudEvent {
  return check.Check(value);
}

/** Text as delivered by a Kafka client. */
export type MessageText = string | Uint8Array;

/** The parts of a Kafka message that hold an event; a kafkajs message fits. */
export interface EventMessage {
  readonly headers?: { readonly [name: string]: MessageText | readonly MessageText[] | undefined } | undefined;
  readonly value: MessageText | null;
}

const ATTRIBUTE_PREFIX = 'ce_';
const CONTENT_TYPE = 'content-type';

/**
 * Reads the event in a message of the topic: CloudEvents' Kafka binding 1.0 in binary mode, with each attribute in a header `ce_<name>`
 * and `data` as the value. Ignores other headers. Throws `TypeError`, which quotes nothing, if it is not a recorded event.
 */
export function cloudEventOfMessage({ headers = {}, value }: EventMessage): TopicEvent {
  const attributes = Object.entries(headers).flatMap(([name, text]) =>
    name.startsWith(ATTRIBUTE_PREFIX) ? [[name.slice(ATTRIBUTE_PREFIX.length), textOf(text)] as const] : [],
  );
  const event: unknown = {
    ...Object.fromEntries(attributes),
    datacontenttype: textOf(headers[CONTENT_TYPE]),
    data: parsed(value),
  };
  if (!isCloudEvent(event)) throw new TypeError('The message holds no recorded event of Redress.');
  return event;
}

/** Ignores a header given several times, which is ambiguous. */
function textOf(text: MessageText | readonly MessageText[] | null | undefined): string | undefined {
  if (typeof text === 'string') return text;
  return text instanceof Uint8Array ? new TextDecoder().decode(text) : undefined;
}

function parsed(value: MessageText | null): unknown {
  try {
    return JSON.parse(textOf(value) ?? '');
  } catch {
    // A syntax error would quote the text; the check reports what is needed.
    return undefined;
  }
}

/**
 * Checks one recorded event and upcasts it to its current version, for readers without keys: of the topic, or of a sealed export. Throws
 * `InvalidEventError` if the data violates its schema or still holds a personal value, and (`unknown-version`) if a newer Redress wrote
 * it.
 */
export function publishedEventIn({ data: recorded }: CloudEvent): StoredPublishedEvent {
  const { type, version, data } = recorded;
  catalogue.validateSealed(type, version, data);
  // Validated, so the type is right; the compiler cannot follow an upcast by name.
  return { type, data: catalogue.upcast(type, version, data, []).data } as unknown as StoredPublishedEvent;
}
