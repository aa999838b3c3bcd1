import type { EventLog } from './event-log.js';
import type { LogEntry } from './log-entry.js';
import { shared, streams } from './protocol.js';

export type ReadReq = InstanceType<typeof streams.ReadReq>;
export type ReadResp = InstanceType<typeof streams.ReadResp>;

/** The position of an event, or of a checkpoint, which may lie beyond the log. */
export interface AnyLogPosition {
  readonly commit: number | bigint;
  readonly prepare: number | bigint;
}

/** .NET's ticks are 100 nanoseconds. */
const TICKS_PER_MS = 10_000n;

export function eventAnswer(log: EventLog, entry: LogEntry): ReadResp {
  const { data, metadata } = log.contentOf(entry);
  const { commit, prepare } = entry.position;
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(entry.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(entry.stream)))
    .setStreamRevision(`${entry.revision}`)
    .setCommitPosition(`${commit}`)
    .setPreparePosition(`${prepare}`)
    .setData(data)
    .setCustomMetadata(metadata);
  const properties = recorded.getMetadataMap();
  properties.set('type', entry.type);
  properties.set('content-type', entry.contentType);
  properties.set('created', `${BigInt(entry.created) * TICKS_PER_MS}`);
  const event = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(`${commit}`);
  return new streams.ReadResp().setEvent(event);
}

export function streamNotFoundAnswer(stream: string): ReadResp {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  return new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier),
  );
}

export function checkpointAnswer({ commit, prepare }: AnyLogPosition): ReadResp {
  const checkpoint = new streams.ReadResp.Checkpoint().setCommitPosition(`${commit}`).setPreparePosition(`${prepare}`);
  return new streams.ReadResp().setCheckpoint(checkpoint);
}

export function confirmationAnswer(subscriptionId: string): ReadResp {
  return new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId),
  );
}

export function caughtUpAnswer(): ReadResp {
  return new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());
}
