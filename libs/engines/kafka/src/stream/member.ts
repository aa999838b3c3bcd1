import type { Consumer as KafkaConsumer, Kafka } from 'kafkajs';
import { FETCHING_MS_MAX, REBALANCING_MS_MAX } from '../broker-sockets.js';
import { bounded } from '../kafka-client.js';
import type { KafkaSettings } from '../kafka-url.js';
import type { BatchHandling } from './batch-handling.js';

interface MemberOptions {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  /** Includes the prefix. */
  readonly groupId: string;
  readonly session_ms: number;
  readonly heartbeat_ms: number;
  readonly handling: BatchHandling;
  /** Called each time the member has joined the group. */
  readonly onJoined: () => void;
  /** Called when the brokers have not answered for {@link QUIET_MS_MAX}. */
  readonly onSilent: (error: Error) => void;
}

/** Twice the partitions of a new topic. Messages of further ones wait. */
const PARTITIONS_AT_ONCE = 24;
const BYTES_PER_PARTITION_MAX = 1024 * 1024;
/**
 * More than all partitions together: a truncated response could bring a failed batch back shorter than it was. The number of partitions
 * bounds what a fetch holds.
 */
const BYTES_PER_FETCH_MAX = 1024 * 1024 * 1024;
/** A fetch or a heartbeat is answered far more often than this. */
const QUIET_MS_MAX = 10_000;
const SIGNS_CHECK_MS = 2_000;
/** Longer than any wait of kafkajs: after this, kafkajs itself is stuck. */
const SILENCE_MS_MAX = 300_000;
/** A crash is answered with a new member, which counts and reports it. */
const RETRY = { retries: 12, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false };
/** Less than a process has to stop; a member that did not leave is removed from its group when its session ends. */
const ENDING_MS_MAX = 4_000;
/** An unanswered commit is abandoned after this: its messages are redelivered. */
const COMMITTING_MS_MAX = 1_000;

class SilentBrokersError extends Error {
  override readonly name = 'no answer';
}

/**
 * One membership of one consumer group, from joining to crash or leave: kafkajs does not recover from most crashes, so the caller creates a
 * new member.
 */
export class Member {
  private readonly consumer: KafkaConsumer;
  private readonly crashed = Promise.withResolvers<never>();
  private lastSign_ms = performance.now();
  private wasSilent = false;

  constructor(private readonly options: MemberOptions) {
    const { kafka, groupId, session_ms, heartbeat_ms } = options;
    this.consumer = kafka.consumer({
      groupId,
      sessionTimeout: session_ms,
      heartbeatInterval: heartbeat_ms,
      rebalanceTimeout: REBALANCING_MS_MAX,
      maxWaitTimeInMs: FETCHING_MS_MAX,
      maxBytesPerPartition: BYTES_PER_PARTITION_MAX,
      maxBytes: BYTES_PER_FETCH_MAX,
      allowAutoTopicCreation: false,
      retry: RETRY,
    });
    this.crashed.promise.catch(() => undefined);
    this.listen();
  }

  /** Consumes until the signal is aborted, then resolves; rejects when kafkajs crashed or fell silent. */
  async consume(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const stopped = Promise.withResolvers<void>();
    const stop = (): void => stopped.resolve();
    signal.addEventListener('abort', stop);
    const running = this.run();
    const silence = setInterval(() => this.checkSigns(), SIGNS_CHECK_MS);
    try {
      await Promise.race([running.then(() => this.crashed.promise), this.crashed.promise, stopped.promise]);
    } finally {
      clearInterval(silence);
      signal.removeEventListener('abort', stop);
      await this.end(running);
    }
  }

  /** True while the brokers have not answered for {@link QUIET_MS_MAX} and no batch is in hand. */
  get isSilent(): boolean {
    return this.silence_ms > QUIET_MS_MAX && !this.options.handling.isHandling;
  }

  private get silence_ms(): number {
    return performance.now() - this.lastSign_ms;
  }

  private async run(): Promise<void> {
    const { settings, handling } = this.options;
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [settings.topic], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: handling.eachBatch,
    });
  }

  private listen(): void {
    const { consumer } = this;
    const { CRASH, GROUP_JOIN, FETCH, HEARTBEAT, END_BATCH_PROCESS, REQUEST_TIMEOUT } = consumer.events;
    consumer.on(CRASH, ({ payload }) => this.crashed.reject(payload.error));
    // kafkajs would ask the same coordinator a dozen more times, though the group has long had another.
    consumer.on(REQUEST_TIMEOUT, () => this.crashed.reject(new SilentBrokersError()));
    consumer.on(GROUP_JOIN, ({ payload }) => {
      this.lastSign_ms = performance.now();
      this.options.handling.commits.forget();
      this.options.handling.failures.keepOnly(payload.memberAssignment[this.options.settings.topic] ?? []);
      this.options.onJoined();
    });
    const sign = (): void => {
      this.lastSign_ms = performance.now();
    };
    consumer.on(FETCH, sign);
    consumer.on(HEARTBEAT, sign);
    consumer.on(END_BATCH_PROCESS, sign);
  }

  private checkSigns(): void {
    if (this.options.handling.isHandling) this.lastSign_ms = performance.now();
    const { isSilent } = this;
    if (isSilent && !this.wasSilent) this.options.onSilent(new SilentBrokersError());
    this.wasSilent = isSilent;
    if (this.silence_ms > SILENCE_MS_MAX) this.crashed.reject(new SilentBrokersError());
  }

  /**
   * Leaves the group after the batch in hand. kafkajs does not stop a consumer that is still joining: it would start fetching in the
   * background, so it is stopped again once it has joined.
   */
  private async end(running: Promise<void>): Promise<void> {
    const { handling } = this.options;
    await bounded(handling.commits.flush(), COMMITTING_MS_MAX).catch(() => undefined);
    handling.commits.giveUp();
    const left = this.consumer.disconnect();
    left.catch(() => undefined);
    await handling.inHand;
    const joined = running.catch(() => undefined).then(() => this.consumer.disconnect());
    await bounded(Promise.all([left, joined]), ENDING_MS_MAX).catch(() => undefined);
    handling.failures.forgetAll();
    handling.commits.forget();
  }
}

/**
 * Runs `work` with a heartbeat every `interval_ms`: kafkajs sends none while a batch is in hand, and the broker reassigns a silent member's
 * partitions. A failing heartbeat does not end the work: it is finished, and the following commit shows whether it still counts.
 */
export async function keptAlive<Result>(
  heartbeat: () => Promise<void>,
  interval_ms: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const timer = setInterval(() => void heartbeat().catch(() => undefined), interval_ms);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
