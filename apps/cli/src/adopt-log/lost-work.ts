import type { Instant } from '@redress/domain';
import {
  type CommonPart,
  type EventStore,
  type ParkedStream,
  type ReadStore,
  type Revision,
  type StreamName,
  toStreamName,
} from '@redress/eventing';
import {
  deliveriesIn,
  DELIVERIES_VIEW,
  DeliveryStore,
  HeldMessages,
  type KeptMessage,
  sentMessagesProjection,
  STAFF_NOTICES_PROCESS,
  withoutLost,
} from '@redress/notification';
import { nameOf } from '../terminal.js';

/** Work that was done, or pending, for an event that the log has lost. */
export interface LostWork {
  /** The process that did it. */
  readonly process: string;
  /** Reference of the complaint. */
  readonly complaint: string;
  /** Description for the operator; nothing personal. */
  readonly what: string;
  /** When it was done, if known (ISO 8601 in UTC). */
  readonly at?: Instant;
}

export interface LostMessage {
  readonly work: LostWork;
  readonly message: KeptMessage;
}

/** Returns the revision up to which a stream is in the common part; -1 if none of it is. */
function keptOf({ revisions }: CommonPart, stream: StreamName): Revision {
  return revisions.get(stream) ?? -1;
}

/**
 * Returns messages that were sent or started and that the log has lost, by the list of messages. The list must not have been rebuilt since
 * the restore.
 */
export async function lostMessages(
  readStore: ReadStore,
  eventStore: EventStore,
  common: CommonPart,
): Promise<readonly LostMessage[]> {
  const lost: LostMessage[] = [];
  for await (const { id, revision, body } of readStore.scan(sentMessagesProjection.view.name)) {
    const stream = toStreamName(id);
    const kept = keptOf(common, stream);
    const { messages } = sentMessagesProjection.read(body);
    if (revision <= kept || messages.length === 0) continue;
    const known = await outcomesUpTo(eventStore, stream, kept);
    for (const message of messages) {
      const { messageId, purpose, channel, outcome, staff, at } = message;
      if (known.has(outcomeKey(messageId, at))) continue;
      const process = staff === undefined ? purpose : STAFF_NOTICES_PROCESS;
      const what = `message ${messageId} by ${channel}: ${outcome}`;
      lost.push({ message, work: { process, complaint: nameOf(stream), what, at } });
    }
  }
  return lost;
}

/**
 * Keeps messages that may have been sent from being sent again for the same event. Some events are recorded again with their ids after a
 * restore: deadlines pass again, imports are repeated.
 */
export async function keepFromRepeating(readStore: ReadStore, lost: readonly LostMessage[]): Promise<void> {
  const held = new HeldMessages(readStore);
  for (const { message } of lost) {
    const { purpose, channel, messageId, template, language, heldUntil, staff, outcome, uncertain, occasion } = message;
    // A letter that was only started waited for a person, and its task is lost.
    const mayHaveLeft = outcome === 'attempted' ? channel !== 'letter' : outcome === 'sent' || uncertain === true;
    if (occasion === undefined || !mayHaveLeft) continue;
    const facts = { purpose, channel, messageId, template, language };
    const more = { ...(heldUntil !== undefined && { heldUntil }), ...(staff !== undefined && { staff }) };
    await held.holdForEver({ ...facts, ...more }, occasion);
  }
}

/** Returns the outcomes of messages in the common part of a stream. */
async function outcomesUpTo(eventStore: EventStore, stream: StreamName, kept: Revision): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  if (kept < 0) return known;
  for await (const { data, metadata } of eventStore.read(stream, { to: kept })) {
    if (data['messageId'] !== undefined) known.add(outcomeKey(data['messageId'] as string, metadata.occurredAt));
  }
  return known;
}

function outcomeKey(messageId: string, occurredAt: Instant): string {
  return `${messageId} ${occurredAt}`;
}

/** Returns deliveries to other systems, done or pending, of events that the log has lost. */
export async function lostDeliveries(readStore: ReadStore, common: CommonPart): Promise<readonly LostWork[]> {
  const lost: LostWork[] = [];
  for await (const { body } of readStore.scan(DELIVERIES_VIEW.name)) {
    const { subscription, stream, seen, pending, dead } = deliveriesIn(body);
    const kept = keptOf(common, stream);
    if (seen <= kept) continue;
    const [waiting, givenUp] = [pending, dead.map(({ revision }) => revision)].map((all) =>
      all.filter((revision) => revision > kept),
    );
    const revisions = seen === kept + 1 ? `revision ${seen}` : `revisions ${kept + 1} to ${seen}`;
    lost.push({
      process: DELIVERIES_VIEW.name,
      complaint: nameOf(stream),
      what: `${subscription} was told what it wants to know of ${revisions}${exceptFor(waiting, givenUp)}`,
    });
  }
  return lost;
}

function exceptFor(waiting: readonly Revision[] = [], givenUp: readonly Revision[] = []): string {
  const never = [...waiting, ...givenUp].sort((one, other) => one - other);
  return never.length === 0 ? '' : `, but for ${never.join(', ')}, of which it will not be told`;
}

/** Makes deliveries continue after the common part, so that new events at the revisions of lost ones are delivered. May be repeated. */
export async function releaseDeliveries(readStore: ReadStore, common: CommonPart, now: () => Instant): Promise<void> {
  const store = new DeliveryStore(readStore, now);
  for await (const { id, body } of readStore.scan(DELIVERIES_VIEW.name)) {
    const { stream, seen } = deliveriesIn(body);
    const kept = keptOf(common, stream);
    if (seen <= kept) continue;
    await store.change(id, (current) =>
      current === undefined || current.seen <= kept ? undefined : withoutLost(current, kept, now()),
    );
  }
}

/** Returns streams that a process had parked at an event that the log has lost. */
export async function lostParked(
  readStore: ReadStore,
  process: string,
  common: CommonPart,
): Promise<readonly ParkedStream[]> {
  const parked = await readStore.parked(process);
  return parked.filter(({ stream, revision }) => revision > keptOf(common, stream));
}

/** Releases those streams: the event they waited behind is lost, and new events must not wait for it. */
export async function releaseParked(
  readStore: ReadStore,
  process: string,
  parked: readonly ParkedStream[],
): Promise<void> {
  if (parked.length === 0) return;
  const generation = await readStore.activeGeneration(process);
  const unpark = parked.map(({ stream }) => stream);
  await readStore.commit(process, { generation, changes: [], park: [], unpark });
}

/** Lists parked streams as lost work. */
export function parkedWork(process: string, parked: readonly ParkedStream[]): readonly LostWork[] {
  return parked.map(({ stream, revision, eventType, parkedAt }) => ({
    process,
    complaint: nameOf(stream),
    what: `was parked at revision ${revision} (${eventType}), which is gone`,
    at: parkedAt,
  }));
}
