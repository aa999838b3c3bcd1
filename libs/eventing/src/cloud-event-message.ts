import { fromCloudEvent, InvalidCloudEventError, toCloudEvent } from './cloud-events.js';
import type { RecordedEvent } from './event.js';
import { parseJson } from './json/outside-json.js';

/** A recorded event as a message of a broker: CloudEvents' Kafka binding 1.0, binary mode. */
export interface CloudEventMessage {
  /** The stream: whatever keeps the order of a key keeps the order of a complaint. */
  readonly key: string;
  /** `content-type`, and each attribute of the event as `ce_<name>`. Never anything personal. */
  readonly headers: { readonly [name: string]: string };
  /** The event without its id and position, as JSON. Personal values in it are ciphertext. */
  readonly value: string;
}

const CONTENT_TYPE = 'content-type';
const ATTRIBUTE_PREFIX = 'ce_';

export function toCloudEventMessage(event: RecordedEvent): CloudEventMessage {
  const attributes = toCloudEvent(event);
  return {
    key: event.stream,
    // One by one, since it is done for every event that is published: put together by name it took twice the time.
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
    },
    value: JSON.stringify(attributes.data),
  };
}

/**
 * The recorded event in a message. Headers that others added are ignored. Throws `InvalidCloudEventError`, as {@link fromCloudEvent} does.
 */
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
    // Without a cause: a syntax error quotes the text that it could not parse.
    throw new InvalidCloudEventError('data is not JSON.');
  }
}
