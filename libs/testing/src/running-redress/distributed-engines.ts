import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KillableEventStoreDb, NetworkProxy } from '../engines/index.js';

/** Engines to use instead of the shared ones, so that they may be killed, with networks in front that may be broken. */
export interface EnginePlaces {
  /** `host:port` of every broker, separated by commas. */
  readonly kafka?: string;
  /** Options of the connection string: `replication-factor=3`. */
  readonly kafkaOptions?: string;
  /** `mongodb://host:port` */
  readonly mongodb?: string;
  /** A proxy to point to the event store, used by all processes. */
  readonly eventStoreNetwork?: NetworkProxy;
}

const NAME_FILE = 'system-name';

/**
 * The engines of one distributed system: a separate event store with its data in the system's folder, and a shared Kafka and MongoDB
 * (`REDRESS_TEST_KAFKA`, `REDRESS_TEST_MONGODB`), distinguished by a name stored in the folder.
 */
export class DistributedEngines {
  private constructor(
    readonly eventStore: KillableEventStoreDb,
    /** The name of the topic, and the prefix of the databases. */
    readonly name: string,
    /** The settings that name these engines. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(data: string, places: EnginePlaces = {}): Promise<DistributedEngines> {
    // Imported here, so that a spec of an embedded system loads no drivers.
    const { startEventStoreDbProcess } = await import('../engines/eventstoredb/index.js');
    const kafka = places.kafka ?? required('REDRESS_TEST_KAFKA');
    const mongo = (places.mongodb ?? required('REDRESS_TEST_MONGODB')).replace(/\/$/, '');
    await mkdir(data, { recursive: true, mode: 0o700 });
    const name = await nameOf(data);
    const folder = join(data, 'eventstoredb');
    const eventStore = await startEventStoreDbProcess({ folder, maxAppendSize: 16 * 1024 * 1024 });
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

function throughNetwork({ url, port }: KillableEventStoreDb, network: NetworkProxy | undefined): string {
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
