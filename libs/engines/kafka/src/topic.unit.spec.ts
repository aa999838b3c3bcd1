import { describe, expect, it } from '@jest/globals';
import { StoreUnavailableError } from '@redress/eventing';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import { parseKafkaUrl } from './kafka-url.js';
import { ensureTopic, type FoundTopic, newTopic, topicFaults } from './topic.js';

const RIGHT = {
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'min.insync.replicas': '1',
  'max.message.bytes': '3145728',
};

function found(change: { readonly [name: string]: string } = {}, shape: Partial<FoundTopic> = {}): FoundTopic {
  return { partitions: 6, replicationFactor: 1, config: new Map(Object.entries({ ...RIGHT, ...change })), ...shape };
}

describe('The topic that is needed', () => {
  it('is created for as many replicas as there are brokers, up to three', () => {
    const shape = (brokers: number) => {
      const { numPartitions, replicationFactor, configEntries } = newTopic(parseKafkaUrl('kafka://b'), brokers);
      return [
        numPartitions,
        replicationFactor,
        configEntries.find(({ name }) => name === 'min.insync.replicas')?.value,
      ];
    };
    expect([shape(1), shape(2), shape(5)]).toEqual([
      [12, 1, '1'],
      [12, 2, '1'],
      [12, 3, '2'],
    ]);
  });

  it('is created as the URL says', () => {
    const url = 'kafka://b/t?partitions=3&replication-factor=4&min-insync-replicas=3&retention=7d';
    const { numPartitions, replicationFactor, configEntries } = newTopic(parseKafkaUrl(url), 5);
    expect([numPartitions, replicationFactor]).toEqual([3, 4]);
    expect(configEntries).toContainEqual({ name: 'retention.ms', value: '604800000' });
    expect(configEntries).toContainEqual({ name: 'min.insync.replicas', value: '3' });
  });

  it('may be any that keeps every event for ever', () => {
    expect(topicFaults(parseKafkaUrl('kafka://b'), found())).toEqual([]);
  });

  it('may keep events longer than the URL says, and not shorter', () => {
    const settings = parseKafkaUrl('kafka://b/t?retention=7d');
    expect(topicFaults(settings, found({ 'retention.ms': '604800000' }))).toEqual([]);
    expect(topicFaults(settings, found({ 'retention.ms': '604799999' }))).toHaveLength(1);
    expect(topicFaults(parseKafkaUrl('kafka://b'), found({ 'retention.ms': '604800000' }))).toHaveLength(1);
  });

  it('may have more partitions than one, but no other number than the URL names', () => {
    expect(topicFaults(parseKafkaUrl('kafka://b/t?partitions=6'), found())).toEqual([]);
    expect(topicFaults(parseKafkaUrl('kafka://b/t?partitions=12'), found())[0]).toContain('6 partitions, not 12');
  });

  it('needs two replicas in sync when it has three', () => {
    const settings = parseKafkaUrl('kafka://b');
    expect(topicFaults(settings, found({}, { replicationFactor: 3 }))[0]).toContain('min.insync.replicas is 1, not 2');
    expect(topicFaults(settings, found({ 'min.insync.replicas': '2' }, { replicationFactor: 3 }))).toEqual([]);
  });

  it('is told each thing that is not as needed, what it should be, and the command that mends it', () => {
    const wrong = found({
      'cleanup.policy': 'compact',
      'retention.ms': '604800000',
      'retention.bytes': '1000',
      'max.message.bytes': '1048588',
    });
    const faults = topicFaults(parseKafkaUrl('kafka://one:9092/t?replication-factor=3&partitions=5'), wrong);
    expect(faults).toHaveLength(6);
    expect(faults[2]).toContain('cleanup.policy is compact, not delete');
    expect(faults[2]).toContain(
      'kafka-configs.sh --bootstrap-server one:9092 --alter --entity-type topics --entity-name t --add-config cleanup.policy=delete',
    );
  });

  it('does not pass for one whose configuration is unknown', () => {
    const unknown = { ...found(), config: new Map<string, string>() };
    expect(topicFaults(parseKafkaUrl('kafka://b'), unknown)).toHaveLength(5);
  });
});

describe('A topic that another relay has just created', () => {
  const settings = parseKafkaUrl('kafka://b/t?partitions=1&replication-factor=1');

  /** Brokers that answer a question about the topic with one failure after the other, then describe it. */
  function brokersThatFail(...failures: string[]) {
    const asked = { times: 0 };
    const admin: Partial<Admin> = {
      connect: async () => undefined,
      disconnect: async () => undefined,
      listTopics: async () => ['t'],
      fetchTopicMetadata: async () => {
        const type = failures[asked.times++];
        if (type !== undefined) throw Object.assign(new Error(type), { type });
        const partition = { partitionErrorCode: 0, partitionId: 0, leader: 1, replicas: [1], isr: [1] };
        return { topics: [{ name: 't', partitions: [partition] }] };
      },
      describeConfigs: async () => {
        const configEntries = Object.entries(RIGHT).map(([configName, configValue]) => ({ configName, configValue }));
        const type = kafkajs.ConfigResourceTypes.TOPIC;
        const resource = { configEntries, errorCode: 0, errorMessage: '', resourceName: 't', resourceType: type };
        return { resources: [resource], throttleTime: 0 } as unknown as Awaited<ReturnType<Admin['describeConfigs']>>;
      },
    };
    return { kafka: { admin: () => admin } as unknown as Kafka, asked };
  }

  it('is asked for again until every broker has heard of it and its partitions have leaders', async () => {
    const { kafka, asked } = brokersThatFail('UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE');
    await ensureTopic(kafka, settings);
    expect(asked.times).toBe(3);
  });

  it('is asked for once when the answer will not change', async () => {
    const { kafka, asked } = brokersThatFail('TOPIC_AUTHORIZATION_FAILED');
    const checking = ensureTopic(kafka, settings);
    await expect(checking).rejects.toThrow(StoreUnavailableError);
    await expect(checking).rejects.toThrow('TOPIC_AUTHORIZATION_FAILED');
    expect(asked.times).toBe(1);
  });
});
