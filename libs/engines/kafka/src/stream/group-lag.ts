import type { Admin, Kafka } from 'kafkajs';
import { bounded } from '../client/bounded.js';

const ANSWERING_MS_MAX = 5_000;

/** How far groups are behind, by what the brokers say. One connection for all groups of a stream, made when it is first asked. */
export class GroupLag {
  private admin: Promise<Admin> | undefined;
  private readonly asked = new Map<string, Promise<number>>();
  private isClosed = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly topic: string,
  ) {}

  /** Messages that the group has not committed yet; -1 when that is not known within seconds. Never rejects. */
  of(groupId: string): Promise<number> {
    const asked = this.asked.get(groupId) ?? this.ask(groupId).finally(() => this.asked.delete(groupId));
    this.asked.set(groupId, asked);
    return asked;
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
    this.admin ??= this.connect();
    const admin = await this.admin;
    const [ends, groups] = await Promise.all([
      admin.fetchTopicOffsets(this.topic),
      admin.fetchOffsets({ groupId, topics: [this.topic] }),
    ]);
    const committed = new Map(groups[0]?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
    return ends.reduce((sum, { partition, low, high }) => {
      const offset = committed.get(partition) ?? -1n;
      return sum + Number(BigInt(high) - (offset < 0n ? BigInt(low) : offset));
    }, 0);
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
