import { InvalidAppendError, type PreparedAppend } from '@redress/eventing';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What EventStoreDB asks beyond the port: ids are UUIDs, which come back in lower case, and names that begin with `$` are the
 * server's own. Throws `InvalidAppendError`.
 */
export function requireStorable({ stream, events }: PreparedAppend): void {
  if (stream.startsWith('$'))
    throw new InvalidAppendError('The name of a stream must not begin with $ on EventStoreDB.');
  for (const { id, type, revision } of events) {
    const place = `Event ${revision} of stream ${stream}`;
    if (!UUID.test(id)) throw new InvalidAppendError(`${place}: on EventStoreDB its id must be a UUID in lower case.`);
    if (type.startsWith('$')) throw new InvalidAppendError(`${place}: on EventStoreDB its type must not begin with $.`);
  }
}
