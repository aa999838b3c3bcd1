import { EventingError, fromCloudEventMessage, type RecordedEvent } from '@redress/eventing';
import type { KafkaMessage } from 'kafkajs';

/** Messages of one partition, as events and as offsets of those that are no events. */
interface DecodedMessages {
  readonly events: readonly RecordedEvent[];
  readonly undecodable: readonly string[];
}

/**
 * The events in messages of one partition, those of one stream by ascending revision. A relay that resumed after a failure repeats events
 * behind later ones; such a repeat was already handed over at its first appearance, and is dropped.
 */
export function decodedMessages(messages: readonly KafkaMessage[]): DecodedMessages {
  const events: RecordedEvent[] = [];
  const undecodable: string[] = [];
  const reached = new Map<string, number>();
  for (const message of messages) {
    const event = eventIn(message);
    if (event === undefined) undecodable.push(message.offset);
    else if (event.revision > (reached.get(event.stream) ?? -1)) {
      reached.set(event.stream, event.revision);
      events.push(event);
    }
  }
  return { events, undecodable };
}

/** Undefined for a foreign message, including one whose key is not the stream: its order would not be preserved. */
function eventIn({ key, value, headers = {} }: KafkaMessage): RecordedEvent | undefined {
  if (value === null) return undefined;
  const texts = Object.entries(headers).map(([name, text]) => [name, String(text)]);
  try {
    const event = fromCloudEventMessage({
      headers: Object.fromEntries(texts) as Record<string, string>,
      value: value.toString('utf8'),
    });
    return key?.toString('utf8') === event.stream ? event : undefined;
  } catch {
    return undefined;
  }
}

/** A message on the topic is no event of Redress, and was skipped. Names its place and nothing of its content. */
export class UndecodableMessageError extends EventingError {
  readonly code = 'undecodable-message';

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly offset: string,
  ) {
    super(
      `The message at offset ${offset} of partition ${partition} of ${topic} is no event of Redress and was left out. ` +
        'Only the relay may write to this topic: take the right away from whoever else does.',
    );
  }
}
