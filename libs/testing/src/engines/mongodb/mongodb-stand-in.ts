import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StandInProcess } from './stand-in-process.js';

export interface MongoDbStandInOptions {
  /** Keeps its data here, and has it again after a kill. Default: in memory, gone with the process. */
  readonly folder?: string;
  /** Default: one that is free. */
  readonly port?: number;
}

/**
 * A server that speaks MongoDB's protocol, for machines without MongoDB: mongo-java-server, a process of its own on loopback.
 * It ends with the process that started it, however that ends. What it can do and what not: docs/reference/mongodb-stand-in.md.
 */
export class MongoDbStandIn {
  private constructor(
    private running: StandInProcess,
    private readonly file: string | undefined,
  ) {}

  /** Resolves when it accepts connections. Needs Java 17; the first time ever also Maven, which fetches 5 MB. */
  static async start({ folder, port = 0 }: MongoDbStandInOptions = {}): Promise<MongoDbStandIn> {
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    const file = folder === undefined ? undefined : join(folder, 'mongodb.mv');
    return new MongoDbStandIn(await StandInProcess.start(port, file), file);
  }

  /** `mongodb://127.0.0.1:PORT`, the same after a restart. */
  get url(): string {
    return `mongodb://127.0.0.1:${this.running.port}`;
  }

  /** SIGKILL: what was acknowledged is in the folder, what was under way is there as a whole or not at all. */
  kill(): Promise<void> {
    return this.running.kill();
  }

  /** Starts it again on the same port, killing it first if it runs. */
  async restart(): Promise<void> {
    await this.running.kill();
    this.running = await StandInProcess.start(this.running.port, this.file);
  }

  /** Ends it. A folder stays, for whoever made it. */
  stop(): Promise<void> {
    return this.running.kill();
  }
}
