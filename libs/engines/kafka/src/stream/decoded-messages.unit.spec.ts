import { describe, expect, it } from '@jest/globals';
import { toCloudEventMessage, type RecordedEvent } from '@redress/eventing';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { FixtureLog, namesOf } from '../recorded-events.fixture.spec.js';
import { decodedMessages } from './decoded-messages.js';

interface Change {
  readonly key?: Buffer | null;
  readonly value?: Buffer | null;
  readonly headers?: IHeaders;
}

function messageOf(event: RecordedEvent, offset: number, change: Change = {}): KafkaMessage {
  const { key, value, headers } = toCloudEventMessage(event);
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]);
  return {
    key: Buffer.from(key),
    value: Buffer.from(value),
    headers: Object.fromEntries(bytes) as { [name: string]: Buffer },
    offset: String(offset),
    timestamp: '0',
    attributes: 0,
    ...change,
  };
}

describe('The messages of a partition', () => {
  const [first, second, third] = new FixtureLog().next('complaint-A', { count: 3 }) as [
    RecordedEvent,
    RecordedEvent,
    RecordedEvent,
  ];

  it('are events, whatever headers others have added', () => {
    const { headers } = messageOf(first, 7);
    const traced = messageOf(first, 7, { headers: { ...headers, traceparent: [Buffer.from('a'), 'b'] } });
    expect(decodedMessages([traced])).toEqual({ events: [first], undecodable: [] });
  });

  it('are in revision order within a stream, although a relay has repeated some', () => {
    const messages = [first, second, first, second, third].map((event, offset) => messageOf(event, offset));
    expect(namesOf(decodedMessages(messages).events)).toEqual(['complaint-A/0', 'complaint-A/1', 'complaint-A/2']);
  });

  it('that are no events are named by their offset', () => {
    const { events, undecodable } = decodedMessages([
      messageOf(first, 0),
      messageOf(first, 1, { value: Buffer.from('no JSON') }),
      messageOf(first, 2, { value: null }),
      messageOf(second, 3, { headers: {} }),
      messageOf(second, 4, { key: Buffer.from('complaint-B') }),
      messageOf(second, 5, { key: null }),
      messageOf(second, 6),
    ]);
    expect(events).toEqual([first, second]);
    expect(undecodable).toEqual(['1', '2', '3', '4', '5']);
  });
});
