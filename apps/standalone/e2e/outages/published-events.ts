import { expect, it } from '@jest/globals';
import { fromCloudEventMessage, type RecordedEvent } from '@redress/eventing';
import kafkajs from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const READING_MS_MAX = 30_000;
const PAUSE_MS = 20;

/** All events on a topic, by partition, in the order of publication, repeats included. */
export async function eventsOnTopic(
  brokers: readonly string[],
  topic: string,
): Promise<ReadonlyMap<number, readonly RecordedEvent[]>> {
  const kafka = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId: `spec-${randomUUID()}`, maxWaitTimeInMs: 100 });
  const found = new Map<number, RecordedEvent[]>();
  try {
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(topic);
    const left = new Set(ends.filter(({ low, high }) => low !== high).map(({ partition }) => partition));
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        const known = found.get(batch.partition) ?? [];
        known.push(...batch.messages.map(({ headers = {}, value }) => eventOf(headers, value)));
        found.set(batch.partition, known);
        const end = ends.find(({ partition }) => partition === batch.partition)?.high ?? '0';
        if (BigInt(batch.lastOffset()) + 1n >= BigInt(end)) left.delete(batch.partition);
      },
    });
    for (const deadline = performance.now() + READING_MS_MAX; left.size > 0; await pause(PAUSE_MS)) {
      if (performance.now() > deadline) throw new Error(`${left.size} partitions were not read to their ends.`);
    }
  } finally {
    await Promise.all([consumer.disconnect(), admin.disconnect()]);
  }
  return found;
}

function eventOf(headers: kafkajs.IHeaders, value: Buffer | null): RecordedEvent {
  const texts = Object.entries(headers).map(([name, text]) => [name, String(text)] as const);
  return fromCloudEventMessage({ headers: Object.fromEntries(texts), value: String(value) });
}

/** Declares specs, in the current `describe`, of what must hold of a topic whatever happened to its brokers and the relay. */
export function itPublishedEverything(
  recorded: () => readonly RecordedEvent[],
  published: () => ReadonlyMap<number, readonly RecordedEvent[]>,
): void {
  it('has every recorded event on the topic, as it was recorded', () => {
    const byId = new Map([...published().values()].flat().map((event) => [event.id, event]));
    const missing = recorded().filter((event) => byId.get(event.id)?.metadata.hash !== event.metadata.hash);
    expect(missing.map(({ stream, revision }) => `${stream}/${revision}`)).toEqual([]);
    expect(byId.size).toBe(recorded().length);
  });

  it('has them there in the order of the log, at their first appearance', () => {
    for (const events of published().values()) {
      const positions = firstAppearances(events).map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted((one, next) => (one < next ? -1 : 1)));
    }
  });
}

/** A partition's events at their first appearance; every later one is a repeat. */
function firstAppearances(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const seen = new Set<string>();
  return events.filter(({ id }) => !seen.has(id) && seen.add(id));
}
