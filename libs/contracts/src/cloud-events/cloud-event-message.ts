import { isCloudEvent, type CloudEvent } from './cloud-event.js';

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
