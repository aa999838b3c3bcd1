import { describe, expect, it } from '@jest/globals';
import { StoreUnavailableError } from '@redress/eventing';
import type { Kafka, ProducerRecord } from 'kafkajs';
import { inSends, KafkaEventPublisher } from './kafka-event-publisher.js';
import { parseKafkaUrl } from './kafka-url.js';
import { FixtureLog, namesOf } from './recorded-events.fixture.spec.js';

/** Producers whose sends fail while there are failures left. */
class FailingProducers {
  made = 0;
  readonly sent: { readonly producer: number; readonly keys: readonly unknown[] }[] = [];

  constructor(private failures: number) {}

  readonly client = { producer: () => this.make() } as unknown as Kafka;

  private make() {
    const producer = (this.made += 1);
    return {
      connect: async () => undefined,
      disconnect: async () => undefined,
      send: async ({ messages }: ProducerRecord) => {
        this.sent.push({ producer, keys: messages.map(({ key }) => key) });
        if ((this.failures -= 1) >= 0) throw new Error('nobody knows what was stored');
      },
    };
  }
}

describe('The publisher', () => {
  const settings = parseKafkaUrl('kafka://broker');
  const events = new FixtureLog().next('complaint-A', { count: 2 });

  it('uses one producer as long as nothing fails', async () => {
    const producers = new FailingProducers(0);
    const publisher = new KafkaEventPublisher(producers.client, settings);
    await publisher.publish(events);
    await publisher.publish(events);
    expect(producers.sent.map(({ producer }) => producer)).toEqual([1, 1]);
  });

  it('sends everything again with another producer after a failure, whose numbers may be taken already', async () => {
    const producers = new FailingProducers(2);
    const publisher = new KafkaEventPublisher(producers.client, settings);
    await publisher.publish(events);
    const keys = namesOf(events).map((name) => name.split('/')[0]);
    expect(producers.sent).toEqual([1, 2, 3].map((producer) => ({ producer, keys })));
  });

  it('gives up after a few attempts, and begins with another producer when asked again', async () => {
    const producers = new FailingProducers(4);
    const publisher = new KafkaEventPublisher(producers.client, settings);
    await expect(publisher.publish(events)).rejects.toThrow(StoreUnavailableError);
    await publisher.publish(events);
    expect(producers.sent.map(({ producer }) => producer)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('Events in sends', () => {
  const sizes = (textLengths: readonly number[]) => {
    const log = new FixtureLog();
    const events = textLengths.flatMap((textLength, from) => log.next('complaint-A', { from, textLength }));
    const sends = [...inSends(events)];
    const revisions = sends.flat().map(({ value }) => (JSON.parse(value) as { revision: number }).revision);
    expect(revisions).toEqual(events.map(({ revision }) => revision));
    return sends.map(({ length }) => length);
  };

  it('share one as long as they are small', () => {
    expect(sizes(Array.from({ length: 300 }, () => 20))).toEqual([300]);
  });

  it('say of each whether it is history, where that is known', () => {
    const events = new FixtureLog().next('complaint-A', { count: 3 });
    const messages = [...inSends(events, [true, undefined, false])].flat();
    expect(messages.map(({ headers }) => headers['ce_history'])).toEqual(['true', undefined, 'false']);
  });

  it('begin another when a megabyte is full', () => {
    expect(sizes([400_000, 400_000, 20, 400_000, 20])).toEqual([1, 2, 2]);
  });

  it('have one for themselves when they are larger than that', () => {
    expect(sizes([20, 1_300_000, 20, 1_300_000])).toEqual([1, 1, 1, 1]);
  });
});
