import { EventingError } from '@redress/eventing';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import { kafkaFailure } from '../client/failure.js';
import type { KafkaSettings } from '../url/kafka-settings.js';
import { newTopic, topicFaults, type FoundTopic } from './topic-needs.js';

/** The topic exists and is not as needed. The message names each thing that is not, and how to mend it. */
export class UnfitTopicError extends EventingError {
  readonly code = 'unfit-topic';
}

/**
 * Creates the topic if it is missing, else checks it. Throws an `UnfitTopicError`, or a `StoreUnavailableError` when the brokers are out of
 * reach or refuse.
 */
export async function ensureTopic(kafka: Kafka, settings: KafkaSettings): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    if ((await exists(admin, settings.topic)) || !(await create(admin, settings))) await check(admin, settings);
  } catch (error) {
    if (error instanceof UnfitTopicError) throw error;
    throw kafkaFailure(error, 'created or checked', settings);
  } finally {
    await admin.disconnect();
  }
}

async function exists(admin: Admin, topic: string): Promise<boolean> {
  return (await admin.listTopics()).includes(topic);
}

/** False when another was faster: it may have asked for something else, so the topic is to be checked. */
async function create(admin: Admin, settings: KafkaSettings): Promise<boolean> {
  const { brokers } = await admin.describeCluster();
  return admin.createTopics({ topics: [newTopic(settings, brokers.length)], waitForLeaders: true });
}

async function check(admin: Admin, settings: KafkaSettings): Promise<void> {
  const faults = topicFaults(settings, await describe(admin, settings.topic));
  if (faults.length === 0) return;
  const list = faults.map((fault) => `\n- ${fault}`).join('');
  throw new UnfitTopicError(`The Kafka topic ${settings.topic} is not as Redress needs it:${list}`);
}

async function describe(admin: Admin, topic: string): Promise<FoundTopic> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const partitions = topics[0]?.partitions ?? [];
  const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic };
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] });
  const entries = resources[0]?.configEntries ?? [];
  return {
    partitions: partitions.length,
    replicationFactor: Math.min(...partitions.map(({ replicas }) => replicas.length)),
    config: new Map(entries.map(({ configName, configValue }) => [configName, configValue])),
  };
}
