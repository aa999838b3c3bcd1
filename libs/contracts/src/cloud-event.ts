import Type, { type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { catalogue } from './catalogue.js';
import { closed, type DataCheck, type DataOf, type JsonObject, schemaIdOf } from './definition.js';
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

const actor = () => closed({ id: identifier(), role: identifier() });

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
  /** When it happened in the world. Clocks count from it. */
  occurredAt: instant(),
  actor: actor(),
  onBehalfOf: Type.Optional(actor()),
  commandId: uuid(),
  commandHash: base64url(),
  correlationId: identifier(),
  causationId: identifier(),
  traceparent: Type.Optional(identifier()),
  policyVersion: Type.Optional(identifier()),
  /** 64 zeros for the first of its stream. */
  previousHash: sha256(),
  /** SHA-256 of the RFC 8785 canonical JSON of the event without `position` and `hash`. */
  hash: sha256(),
});

/** A recorded event without `id` and `position`, which the envelope around it carries. */
const recordedEvent = closed({
  type: identifier(),
  version: Type.Integer({ minimum: 1 }),
  stream: identifier(),
  revision: Type.Integer({ minimum: 0 }),
  /** As the schema of this type and version describes it, its personal values taken out. */
  data: Type.Unsafe<JsonObject>(Type.Record(Type.String(), Type.Unknown())),
  personal: Type.Optional(sealed),
  metadata,
});

/** Name and version of the envelope's own schema. */
export const CLOUD_EVENT_SCHEMA_ID = schemaIdOf('CloudEvent', 1);

/**
 * One recorded event as a CloudEvent 1.0 in structured JSON: a line of an export, and what a message on Kafka says in binary mode. Lossless.
 * Attributes that are not listed are allowed, as CloudEvents asks: transports add their own. Within `data` they are refused.
 */
export const cloudEventSchema = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    /** The event's id: a reader that has seen it has seen this event. */
    id: requiredText(NAME_LENGTH_MAX),
    source: Type.Literal('/redress/complaints'),
    /** `redress.ComplaintReceived.v1`. */
    type: Type.String({ pattern: '^redress\\.[A-Z][A-Za-z]*\\.v[1-9]\\d*$' }),
    /** The stream: `complaint-7K3M9QXD41PD`. */
    subject: requiredText(NAME_LENGTH_MAX),
    /** When it was recorded. When it happened is in `data.metadata.occurredAt`. */
    time: instant(),
    datacontenttype: Type.Literal('application/json'),
    /** Which published schema `data.data` follows, its personal values taken out. */
    dataschema: Type.String({ pattern: '^urn:redress:schema:[A-Z][A-Za-z]*:v[1-9]\\d*$' }),
    /** Position in the whole store, as a decimal string: it may exceed what a JSON number holds exactly. */
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

const check: DataCheck = Compile(cloudEventSchema as TSchema);

/** Whether this is the envelope of a recorded event. Its `data.data` is for the catalogue to check. */
export function isCloudEvent(value: unknown): value is CloudEvent {
  return check.Check(value);
}

/** Text as a Kafka client hands it over. */
export type MessageText = string | Uint8Array;

/** The parts of a Kafka message that hold an event; a kafkajs message is one. */
export interface EventMessage {
  readonly headers?: { readonly [name: string]: MessageText | readonly MessageText[] | undefined } | undefined;
  readonly value: MessageText | null;
}

const ATTRIBUTE_PREFIX = 'ce_';
const CONTENT_TYPE = 'content-type';

/**
 * The event in a message of the topic: CloudEvents' Kafka binding 1.0 in binary mode, that is each attribute in a header `ce_<name>` and
 * `data` as the value. Headers that others added are ignored. Throws `TypeError`, which quotes nothing, when it is no recorded event.
 */
export function cloudEventOfMessage({ headers = {}, value }: EventMessage): CloudEvent {
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

/** A header that was given several times says nothing certain. */
function textOf(text: MessageText | readonly MessageText[] | null | undefined): string | undefined {
  if (typeof text === 'string') return text;
  return text instanceof Uint8Array ? new TextDecoder().decode(text) : undefined;
}

function parsed(value: MessageText | null): unknown {
  try {
    return JSON.parse(textOf(value) ?? '');
  } catch {
    // A syntax error quotes the text that it could not parse; the check says what is needed.
    return undefined;
  }
}

/**
 * What one recorded event says, checked and brought to its current version, for readers without keys: a subscriber of the
 * topic, or of a sealed export. Throws `InvalidEventError` when the data is not what was published, or still holds a personal
 * value, and (`unknown-version`) when it was written by a newer Redress than this build knows.
 */
export function publishedEventIn({ data: recorded }: CloudEvent): StoredPublishedEvent {
  const { type, version, data } = recorded;
  catalogue.validateSealed(type, version, data);
  // Validated, so it is of this type; the compiler cannot follow an upcast by name.
  return { type, data: catalogue.upcast(type, version, data, []).data } as unknown as StoredPublishedEvent;
}
