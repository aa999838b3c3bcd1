import { doubling, EventingError, pause } from '@redress/eventing';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import { failureName, kafkaFailure, TOPIC_UNKNOWN } from './kafka-client.js';
import type { KafkaSettings } from './kafka-url.js';

/** The topic exists but does not meet the requirements. The message names each fault and its fix. */
export class UnfitTopicError extends EventingError {
  readonly code = 'unfit-topic';
}

/**
 * Creates the topic if missing, otherwise checks it. Throws an `UnfitTopicError`, or a `StoreUnavailableError` when the brokers are
 * unreachable or refuse.
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

/** False when another process created it first: with other settings perhaps, so the topic must be checked. */
async function create(admin: Admin, settings: KafkaSettings): Promise<boolean> {
  const { brokers } = await admin.describeCluster();
  return admin.createTopics({ topics: [newTopic(settings, brokers.length)], waitForLeaders: true });
}

async function check(admin: Admin, settings: KafkaSettings): Promise<void> {
  const faults = topicFaults(settings, await describeOnceKnown(admin, settings.topic));
  if (faults.length === 0) return;
  const list = faults.map((fault) => `\n- ${fault}`).join('');
  throw new UnfitTopicError(`The Kafka topic ${settings.topic} is not as Redress needs it:${list}`);
}

const DESCRIBING_ATTEMPTS_MAX = 8;
const DESCRIBING_PAUSE_MS_MIN = 50;
const DESCRIBING_PAUSE_MS_MAX = 1_000;
/** A topic that one broker has created or listed is not yet known to every broker, and has no leaders at first. */
const NOT_YET = new Set([TOPIC_UNKNOWN, 'LEADER_NOT_AVAILABLE']);

/** Asks again, for about four seconds, while the broker that answers has not heard of the topic yet. */
async function describeOnceKnown(admin: Admin, topic: string): Promise<FoundTopic> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await describe(admin, topic);
    } catch (error) {
      if (attempt === DESCRIBING_ATTEMPTS_MAX || !NOT_YET.has(failureName(error))) throw error;
      await pause(doubling(attempt, DESCRIBING_PAUSE_MS_MIN, DESCRIBING_PAUSE_MS_MAX));
    }
  }
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

const PARTITIONS_DEFAULT = 12;
const REPLICAS_DEFAULT = 3;
/** Holds an event of 2 MB, its envelope and its headers; also the limit of one send. */
const MESSAGE_BYTES_MAX = 3 * 1024 * 1024;

/** A topic to be created. */
interface NewTopic {
  readonly topic: string;
  readonly numPartitions: number;
  readonly replicationFactor: number;
  readonly configEntries: { name: string; value: string }[];
}

/** A topic found on the brokers. */
export interface FoundTopic {
  readonly partitions: number;
  readonly replicationFactor: number;
  /** The topic's configuration, defaults included. */
  readonly config: ReadonlyMap<string, string>;
}

/** `brokers`: the number of brokers. */
export function newTopic(settings: KafkaSettings, brokers: number): NewTopic {
  const replicationFactor = settings.replicationFactor ?? Math.min(REPLICAS_DEFAULT, brokers);
  return {
    topic: settings.topic,
    numPartitions: settings.partitions ?? PARTITIONS_DEFAULT,
    replicationFactor,
    configEntries: [
      { name: 'cleanup.policy', value: 'delete' },
      { name: 'retention.ms', value: String(settings.retention_ms) },
      // Other teams replay from the beginning, so size must not truncate it either.
      { name: 'retention.bytes', value: '-1' },
      { name: 'min.insync.replicas', value: String(minInsync(settings, replicationFactor)) },
      { name: 'max.message.bytes', value: String(MESSAGE_BYTES_MAX) },
    ],
  };
}

/** The topic's faults: one sentence each, with what is, what should be and the command that fixes it. */
export function topicFaults(settings: KafkaSettings, found: FoundTopic): readonly string[] {
  return [...shapeFaults(settings, found), ...configFaults(settings, found)];
}

function shapeFaults({ partitions, replicationFactor, topic }: KafkaSettings, found: FoundTopic): readonly string[] {
  const faults: string[] = [];
  if (partitions !== undefined && found.partitions !== partitions) {
    faults.push(
      `It has ${found.partitions} partitions, not ${partitions}. Change "partitions" in the URL, or publish to a new topic: ` +
        'with another number of partitions a complaint’s later events would no longer follow its earlier ones.',
    );
  }
  if (replicationFactor !== undefined && found.replicationFactor !== replicationFactor) {
    faults.push(
      `It has ${found.replicationFactor} replicas, not ${replicationFactor}. Change "replication-factor" in the URL, or move ` +
        `the topic's partitions: kafka-reassign-partitions.sh (topic ${topic}).`,
    );
  }
  return faults;
}

function configFaults(settings: KafkaSettings, { config, replicationFactor }: FoundTopic): readonly string[] {
  const value = (name: string): string => config.get(name) ?? 'unknown';
  const needed = (name: string, is: string, because: string): string =>
    `${name} is ${value(name)}, not ${is}: ${because}. kafka-configs.sh --bootstrap-server ${settings.brokers[0] ?? ''} --alter ` +
    `--entity-type topics --entity-name ${settings.topic} --add-config ${name}=${is}`;
  const faults: string[] = [];
  if (value('cleanup.policy') !== 'delete') {
    faults.push(needed('cleanup.policy', 'delete', 'compaction would remove events'));
  }
  const retention = String(settings.retention_ms);
  if (!isAtLeast(value('retention.ms'), settings.retention_ms)) {
    faults.push(needed('retention.ms', retention, 'events would be removed sooner than the URL says'));
  }
  if (value('retention.bytes') !== '-1') {
    faults.push(needed('retention.bytes', '-1', 'events would be removed when there are many'));
  }
  const insync = minInsync(settings, replicationFactor);
  if (!(Number(value('min.insync.replicas')) >= insync)) {
    faults.push(needed('min.insync.replicas', String(insync), 'an acknowledged event could be lost with one broker'));
  }
  if (!(Number(value('max.message.bytes')) >= MESSAGE_BYTES_MAX)) {
    faults.push(needed('max.message.bytes', String(MESSAGE_BYTES_MAX), 'the largest events would be refused'));
  }
  return faults;
}

function minInsync({ minInsyncReplicas }: KafkaSettings, replicationFactor: number): number {
  return minInsyncReplicas ?? (replicationFactor >= REPLICAS_DEFAULT ? 2 : 1);
}

/** Compares durations where -1 means unlimited. */
function isAtLeast(value: string, least: number): boolean {
  return value === '-1' || (least !== -1 && Number(value) >= least);
}
