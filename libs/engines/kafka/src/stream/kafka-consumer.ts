import { AnotherLogError, type ConsumeOptions, type Consumer, doubling, pause } from '@redress/eventing';
import type { Admin, Kafka } from 'kafkajs';
import { bounded, kafkaFailure } from '../kafka-client.js';
import type { KafkaSettings } from '../kafka-url.js';
import { begunAnew } from '../topic-contents.js';
import { BatchHandling } from './batch-handling.js';
import { Member } from './member.js';

interface KafkaConsumerOptions {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  readonly session_ms: number;
  readonly lag: GroupLag;
}

const BACKOFF_MS_SHORTEST = 100;
const BACKOFF_MS_LONGEST = 5_000;
/** Heartbeats per session, so that two late ones do no harm. */
const HEARTBEATS_PER_SESSION = 6;

/** One group's consumer in this process. Starts by itself, recovers from every failure, ends at `close`. */
export class KafkaConsumer implements Consumer {
  /** Resolves when the consumer has stopped; never rejects. */
  readonly ended: Promise<void>;
  private readonly stopping = new AbortController();
  private readonly handling: BatchHandling;
  private member: Member | undefined;
  private failures = 0;

  constructor(
    private readonly options: KafkaConsumerOptions,
    private readonly consume: ConsumeOptions,
  ) {
    this.handling = new BatchHandling({
      handle: consume.handle,
      report: (error, attempt) => this.report(error, attempt),
      heartbeat_ms: this.heartbeat_ms,
      isStopping: () => this.stopping.signal.aborted,
    });
    this.ended = this.run();
  }

  /** Computed from the topic's offsets and the group's commits. -1 when the brokers do not answer within seconds. */
  lag(): Promise<number> {
    return this.options.lag.of(this.groupId);
  }

  /** False while the last attempt at any partition failed, and while the group cannot be joined. */
  healthy(): boolean {
    return this.failures === 0 && this.handling.failures.isEmpty && this.member?.isSilent !== true;
  }

  /** Messages skipped since the start because they are no events of Redress; each was reported. */
  undecodable(): number {
    return this.handling.undecodable;
  }

  close(): Promise<void> {
    this.stopping.abort();
    return this.ended;
  }

  private get groupId(): string {
    return `${this.options.settings.groupPrefix}${this.consume.group}`;
  }

  private get heartbeat_ms(): number {
    return Math.ceil(this.options.session_ms / HEARTBEATS_PER_SESSION);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.beMember(signal);
      } catch (error) {
        this.failures += 1;
        if (error instanceof AnotherLogError) this.report(error, this.failures);
        else this.reportAway(error);
        await pause(doubling(this.failures, BACKOFF_MS_SHORTEST, BACKOFF_MS_LONGEST), signal);
      }
    }
  }

  private async beMember(signal: AbortSignal): Promise<void> {
    await this.options.lag.requireSaved(this.groupId);
    const { kafka, settings, session_ms } = this.options;
    const onJoined = (): void => {
      this.failures = 0;
    };
    const onSilent = (error: Error): void => this.reportAway(error);
    const { groupId, heartbeat_ms, handling } = this;
    this.member = new Member({
      kafka,
      settings,
      groupId,
      session_ms,
      heartbeat_ms,
      handling,
      onJoined,
      onSilent,
    });
    return this.member.consume(signal);
  }

  private reportAway(error: unknown): void {
    this.report(kafkaFailure(error, 'consumed', this.options.settings), Math.max(1, this.failures));
  }

  private report(error: unknown, attempt: number): void {
    try {
      this.consume.onError?.(error, attempt);
    } catch {
      // A failing reporter must not end the consumer, and there is nowhere left to report to.
    }
  }
}

const ANSWERING_MS_MAX = 5_000;

/** The lag of groups according to the brokers. One connection for all groups of a stream, opened at the first call. */
export class GroupLag {
  private admin: Promise<Admin> | undefined;
  private readonly asked = new Map<string, Promise<number>>();
  private isClosed = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly topic: string,
  ) {}

  /** Messages that the group has not committed yet; -1 when unknown within seconds. Never rejects. */
  of(groupId: string): Promise<number> {
    const asked = this.asked.get(groupId) ?? this.ask(groupId).finally(() => this.asked.delete(groupId));
    this.asked.set(groupId, asked);
    return asked;
  }

  /**
   * Rejects with an `AnotherLogError` when the topic ends before what the group has saved: kafkajs would begin at the start of the topic
   * without a word, and what is missing between would be missed. Brokers that do not tell are no reason not to join.
   */
  async requireSaved(groupId: string): Promise<void> {
    const partitions = await this.offsets(groupId).catch(() => []);
    for (const { partition, high, committed } of partitions)
      if (committed > high) throw begunAnew(this.topic, partition);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.disconnect();
  }

  private async ask(groupId: string): Promise<number> {
    if (this.isClosed) return -1;
    try {
      return await bounded(this.count(groupId), ANSWERING_MS_MAX);
    } catch {
      await this.disconnect();
      return -1;
    }
  }

  private async count(groupId: string): Promise<number> {
    const partitions = await this.offsets(groupId);
    return partitions.reduce(
      (sum, { low, high, committed }) => sum + Number(high - (committed < 0n ? low : committed)),
      0,
    );
  }

  /** `committed` is -1 for a partition of which the group has saved nothing. */
  private async offsets(groupId: string) {
    this.admin ??= this.connect();
    const admin = await this.admin;
    const [ends, groups] = await Promise.all([
      admin.fetchTopicOffsets(this.topic),
      admin.fetchOffsets({ groupId, topics: [this.topic] }),
    ]);
    const committed = new Map(groups[0]?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
    return ends.map(({ partition, low, high }) => ({
      partition,
      low: BigInt(low),
      high: BigInt(high),
      committed: committed.get(partition) ?? -1n,
    }));
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin({ retry: { retries: 1, initialRetryTime: 100 } });
    await admin.connect();
    return admin;
  }

  private async disconnect(): Promise<void> {
    const { admin } = this;
    this.admin = undefined;
    if (admin === undefined) return;
    await bounded(
      admin.then((connected) => connected.disconnect()),
      ANSWERING_MS_MAX,
    ).catch(() => undefined);
  }
}
