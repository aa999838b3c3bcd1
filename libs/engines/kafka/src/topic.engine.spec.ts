import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailableError } from '@redress/eventing';
import { type KafkaForSpecs, kafkaForSpecs } from '@redress/testing/engines';
import type { Admin } from 'kafkajs';
import { kafkaClient } from './kafka-client.js';
import { KafkaScene } from './kafka-scene.fixture.spec.js';
import { openKafkaEventPublisher } from './kafka-event-publisher.js';
import { parseKafkaUrl } from './kafka-url.js';
import { UnfitTopicError } from './topic.js';

describe('The topic on Kafka', () => {
  let kafka: KafkaForSpecs;
  let scene: KafkaScene;
  let admin: Admin;
  beforeAll(async () => {
    kafka = await kafkaForSpecs();
    admin = kafkaClient(parseKafkaUrl(`kafka://${kafka.addresses.join(',')}`), undefined).admin();
    await admin.connect();
  });
  afterAll(async () => {
    await admin.disconnect();
    await kafka.stop();
  });
  beforeEach(() => {
    scene = new KafkaScene(kafka.addresses);
  });
  afterEach(() => scene.close());

  const create = (config: { readonly [name: string]: string }, numPartitions = 3) => {
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    return admin.createTopics({ topics: [{ topic: scene.topic, numPartitions, configEntries }], waitForLeaders: true });
  };

  it('is created once, however many relays start at once, and then found as needed', async () => {
    await Promise.all([scene.publisher(), scene.publisher(), scene.publisher()]);
    await scene.publisher();
    const { topics } = await admin.fetchTopicMetadata({ topics: [scene.topic] });
    expect(topics[0]?.partitions).toHaveLength(4);
  });

  it('is refused in one error that names each thing that is not as needed', async () => {
    await create({ 'cleanup.policy': 'compact', 'max.message.bytes': '1000000' });
    const opening = scene.publisher('partitions=6');
    await expect(opening).rejects.toThrow(UnfitTopicError);
    await expect(opening).rejects.toThrow(
      /has 3 partitions, not 6[^]*cleanup.policy is compact, not delete[^]*retention.ms is 604800000, not -1[^]*max.message.bytes is 1000000/,
    );
  });

  it('that another has made is taken when it keeps every event for ever', async () => {
    await create({ 'retention.ms': '-1', 'max.message.bytes': '5000000' }, 7);
    await scene.publisher('min-insync-replicas=1');
  });

  it('must have as many replicas in sync as the URL asks for', async () => {
    await create({ 'retention.ms': '-1', 'max.message.bytes': '5000000' });
    await expect(scene.publisher('min-insync-replicas=2')).rejects.toThrow('min.insync.replicas is 1, not 2');
  });

  it('with more replicas than there are brokers cannot be created', async () => {
    await expect(scene.publisher('replication-factor=99')).rejects.toThrow('INVALID_REPLICATION_FACTOR');
  });

  it('of brokers that are out of reach is an error within seconds, without credentials', async () => {
    const url = 'kafka://user:secret@127.0.0.1:1/t?sasl=scram-sha-256';
    const failure: unknown = await openKafkaEventPublisher({ url }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreUnavailableError);
    expect(String(failure)).toContain('127.0.0.1:1');
    expect(String(failure)).not.toContain('secret');
  });
});
