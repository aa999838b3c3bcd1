import { toCloudEventMessage, type CloudEventMessage, type RecordedEvent } from '@redress/eventing';

/** Half of what a message may have, so that no send needs compression to fit. */
const BYTES_PER_SEND_MAX = 1024 * 1024;
/** Of headers and record framing, roughly; the events' own size decides. */
const BYTES_PER_MESSAGE_BESIDES = 1_000;

/** Messages in the order of the events, in groups that fit into one request each. An event that is larger has a group for itself. */
export function* inSends(events: readonly RecordedEvent[]): Iterable<readonly CloudEventMessage[]> {
  let group: CloudEventMessage[] = [];
  let bytes = 0;
  for (const event of events) {
    const message = toCloudEventMessage(event);
    const size = Buffer.byteLength(message.value) + BYTES_PER_MESSAGE_BESIDES;
    if (group.length > 0 && bytes + size > BYTES_PER_SEND_MAX) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(message);
    bytes += size;
  }
  if (group.length > 0) yield group;
}
