import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventStoreDbProcess, NetworkProxy } from '../engines/index.js';

/** Engines to use in place of those that all share, so that they may be killed, and networks in front of them that may be broken. */
export interface EnginePlaces {
  /** `host:port` of every broker, separated by commas. */
  readonly kafka?: string;
  /** Of the connection string: `replication-factor=3`. */
  readonly kafkaOptions?: string;
  /** `mongodb://host:port` */
  readonly mongodb?: string;
  /** Is pointed to the event store, and processes then find it there. */
  readonly eventStoreNetwork?: NetworkProxy;
}

const NAME_FILE = 'system-name';

/**
 * The engines of one distributed system: an event store of its own, whose data lies in the system's folder, and a Kafka and a MongoDB that
 * it shares with others (`REDRESS_TEST_KAFKA`, `REDRESS_TEST_MONGODB`), told apart by a name that stays with the folder.
 */
export class DistributedEngines {
  private constructor(
    readonly eventStore: EventStoreDbProcess,
    /** The name of the topic, and what those of the databases begin with. */
    readonly name: string,
    /** The settings that name these engines. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(data: string, places: EnginePlaces = {}): Promise<DistributedEngines> {
    // Only here, so that a spec of an embedded system loads no drivers.
    const { EventStoreDbProcess } = await import('../engines/eventstoredb/index.js');
    const kafka = places.kafka ?? required('REDRESS_TEST_KAFKA');
    const mongo = (places.mongodb ?? required('REDRESS_TEST_MONGODB')).replace(/\/$/, '');
    await mkdir(data, { recursive: true, mode: 0o700 });
    const name = await nameOf(data);
    const folder = join(data, 'eventstoredb');
    const eventStore = await EventStoreDbProcess.start({ folder, maxAppendSize: 16 * 1024 * 1024 });
    const options = [`group-prefix=${name}.`, 'partitions=6', ...(places.kafkaOptions ? [places.kafkaOptions] : [])];
    return new DistributedEngines(eventStore, name, {
      REDRESS_DATA: data,
      REDRESS_EVENT_STORE: throughNetwork(eventStore, places.eventStoreNetwork),
      REDRESS_EVENT_STREAM: `kafka://${kafka}/${name}?${options.join('&')}`,
      REDRESS_READ_STORE: `${mongo}/${name}`,
      REDRESS_KEY_STORE: `${mongo}/${name}`,
    });
  }
}

function throughNetwork({ url, port }: EventStoreDbProcess, network: NetworkProxy | undefined): string {
  if (network === undefined) return url;
  network.pointTo({ host: '127.0.0.1', port });
  return url.replace(`:${port}`, `:${network.port}`);
}

async function nameOf(data: string): Promise<string> {
  const file = join(data, NAME_FILE);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return known;
  const name = `e2e-${randomBytes(6).toString('hex')}`;
  await writeFile(file, name);
  return name;
}

function required(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === '') {
    throw new Error(`${variable} is not set: distributed systems are started by npm run test:engines, which sets it.`);
  }
  return value;
}
