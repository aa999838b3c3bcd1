import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { parseKafkaUrl } from '../kafka-url.js';
import { BatchHandling } from './batch-handling.js';
import { Member } from './member.js';

const EVENTS = ['CRASH', 'GROUP_JOIN', 'FETCH', 'HEARTBEAT', 'END_BATCH_PROCESS', 'REQUEST_TIMEOUT'];

/** The part of kafkajs's consumer that a member uses; it joins, and receives nothing. */
class QuietConsumer extends EventEmitter {
  readonly events = Object.fromEntries(EVENTS.map((name) => [name, name]));
  connect = async (): Promise<void> => undefined;
  subscribe = async (): Promise<void> => undefined;
  run = async (): Promise<void> => undefined;
  disconnect = async (): Promise<void> => undefined;
}

describe('A member of a group', () => {
  it('ends when a request was not answered in time, so that a new one finds the coordinator of the moment', async () => {
    const consumer = new QuietConsumer();
    const nothing = () => undefined;
    const member = new Member({
      kafka: { consumer: () => consumer } as unknown as Kafka,
      settings: parseKafkaUrl('kafka://127.0.0.1:9092/events'),
      groupId: 'views',
      session_ms: 1_000,
      heartbeat_ms: 200,
      handling: new BatchHandling({
        handle: async () => undefined,
        report: nothing,
        heartbeat_ms: 200,
        isStopping: () => false,
      }),
      onJoined: nothing,
      onSilent: nothing,
    });
    const ended = expect(member.consume(new AbortController().signal)).rejects.toThrow(
      expect.objectContaining({ name: 'no answer' }),
    );
    consumer.emit('REQUEST_TIMEOUT', { payload: { broker: '127.0.0.1:9092' } });
    await ended;
  });
});
