import { EventingError } from './errors.js';
import {
  type EventMetadata,
  type JsonObject,
  type RecordedEvent,
  toPosition,
  type Instant,
  isInstant,
} from './event.js';
import { parseJson } from './outside-json.js';

/** The CloudEvent was not produced by Redress. The message names the attribute, never its value. */
export class InvalidCloudEventError extends EventingError {
  readonly code = 'invalid-cloud-event';
}

const SOURCE = '/redress/complaints';

/** One recorded event as a CloudEvent 1.0 in structured JSON: a line of an export, a message value. Lossless. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: typeof SOURCE;
  readonly type: string;
  readonly subject: string;
  readonly time: Instant;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly sequence: string;
  readonly data: Omit<RecordedEvent, 'id' | 'position'>;
}

export function toCloudEvent({ id, position, ...data }: RecordedEvent): CloudEvent {
  const { type, version, stream, metadata } = data;
  return {
    specversion: '1.0',
    id,
    source: SOURCE,
    type: `redress.${type}.v${version}`,
    subject: stream,
    time: metadata.recordedAt,
    datacontenttype: 'application/json',
    dataschema: `urn:redress:schema:${type}:v${version}`,
    sequence: String(position),
    data,
  };
}

/**
 * Reads the recorded event from a CloudEvent. Attributes that repeat its data must agree with it; extra attributes are ignored.
 * Throws `InvalidCloudEventError`. Validates neither the event's data nor its hash.
 */
export function fromCloudEvent(value: unknown): RecordedEvent {
  const envelope = objectIn({ value }, 'value');
  const data = objectIn(envelope, 'data');
  const id = textIn(envelope, 'id');
  const sequence = textIn(envelope, 'sequence');
  if (!/^[0-9]{1,40}$/.test(sequence)) throw new InvalidCloudEventError('sequence is not a position.');
  textIn(data, 'type');
  textIn(data, 'stream');
  countIn(data, 'version');
  countIn(data, 'revision');
  objectIn(data, 'data');
  checkMetadata(objectIn(data, 'metadata'));
  if (data['personal'] !== undefined) checkSealed(objectIn(data, 'personal'));
  const event = { ...data, id, position: toPosition(BigInt(sequence)) } as unknown as RecordedEvent;
  for (const [attribute, expected] of Object.entries(toCloudEvent(event))) {
    if (attribute !== 'data' && attribute !== 'sequence' && envelope[attribute] !== expected) {
      throw new InvalidCloudEventError(`${attribute} is not what the event in data says.`);
    }
  }
  return event;
}

const METADATA_INSTANTS: readonly (keyof EventMetadata)[] = ['recordedAt', 'occurredAt'];
const METADATA_TEXTS: readonly (keyof EventMetadata)[] = [
  'commandId',
  'commandHash',
  'correlationId',
  'causationId',
  'previousHash',
  'hash',
];

function checkMetadata(metadata: JsonObject): void {
  for (const name of METADATA_TEXTS) textIn(metadata, name);
  for (const name of METADATA_INSTANTS) {
    if (!isInstant(textIn(metadata, name))) throw new InvalidCloudEventError(`${name} is not an instant.`);
  }
  const actor = objectIn(metadata, 'actor');
  textIn(actor, 'id');
  textIn(actor, 'role');
}

function checkSealed(personal: JsonObject): void {
  textIn(personal, 'subject');
  const fields = objectIn(personal, 'fields');
  for (const pointer of Object.keys(fields)) {
    const field = objectIn(fields, pointer);
    for (const name of ['field', 'iv', 'ciphertext', 'tag']) textIn(field, name);
  }
}

function objectIn(parent: { readonly [key: string]: unknown }, name: string): JsonObject {
  const value = parent[name];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new InvalidCloudEventError(`${name} is not an object.`);
}

function textIn(parent: JsonObject, name: string): string {
  const value = parent[name];
  if (typeof value === 'string') return value;
  throw new InvalidCloudEventError(`${name} is not a string.`);
}

function countIn(parent: JsonObject, name: string): void {
  const value = parent[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidCloudEventError(`${name} is not a count.`);
}

/** A recorded event as a message of a broker: CloudEvents' Kafka binding 1.0, binary mode. */
export interface CloudEventMessage {
  /** The stream, so that a broker that preserves order per key preserves the order of a complaint. */
  readonly key: string;
  /** `content-type`, and each attribute of the event as `ce_<name>`. Never contains personal data. */
  readonly headers: { readonly [name: string]: string };
  /** The event without its id and position, as JSON. Personal values in it are ciphertext. */
  readonly value: string;
}

const CONTENT_TYPE = 'content-type';
const ATTRIBUTE_PREFIX = 'ce_';

/** `isHistory` becomes the extension attribute `history`, if known: whether the event happened before its complaint was imported. */
export function toCloudEventMessage(event: RecordedEvent, isHistory?: boolean): CloudEventMessage {
  const attributes = toCloudEvent(event);
  return {
    key: event.stream,
    // Spelled out because it runs for every published event: building it by name took twice the time.
    headers: {
      [CONTENT_TYPE]: attributes.datacontenttype,
      ce_specversion: attributes.specversion,
      ce_id: attributes.id,
      ce_source: attributes.source,
      ce_type: attributes.type,
      ce_subject: attributes.subject,
      ce_time: attributes.time,
      ce_dataschema: attributes.dataschema,
      ce_sequence: attributes.sequence,
      ...(isHistory !== undefined && { ce_history: isHistory ? 'true' : 'false' }),
    },
    value: JSON.stringify(attributes.data),
  };
}

/** Reads the recorded event from a message. Extra headers are ignored. Throws `InvalidCloudEventError`, like {@link fromCloudEvent}. */
export function fromCloudEventMessage({ headers, value }: Omit<CloudEventMessage, 'key'>): RecordedEvent {
  const attributes = Object.entries(headers).flatMap(([name, text]) =>
    name.startsWith(ATTRIBUTE_PREFIX) ? [[name.slice(ATTRIBUTE_PREFIX.length), text] as const] : [],
  );
  const datacontenttype = headers[CONTENT_TYPE];
  return fromCloudEvent({ ...Object.fromEntries(attributes), datacontenttype, data: parsed(value) });
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // Omits the cause: a syntax error quotes the text that it could not parse.
    throw new InvalidCloudEventError('data is not JSON.');
  }
}
