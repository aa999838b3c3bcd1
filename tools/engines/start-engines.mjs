import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDbStandIn, KafkaBrokers, MongoDbStandIn } from '@redress/testing/engines';
import { BootstrapError, say } from '../bootstrap/workspace.mjs';
import { GIVEN, givenEngine } from './addresses.mjs';

/**
 * Starts engines by name (`kafka`, `eventstoredb`, `mongodb`), each where it can be had: the one that the environment names; else in
 * Docker, if that runs; else natively, with its files below `folder`. Answers `{ name, how, address, stop }` of each. When one cannot be had, the others are
 * stopped again and the reason is thrown: there is no working without it.
 */
export async function startEngines(names, { folder, brokers = 1, native = false }) {
  const inDocker = !native && names.some((name) => !isGiven(name)) && (await dockerAnswers());
  const starts = names.map((name) => startEngine(name, { folder, brokers, inDocker }));
  const settled = await Promise.allSettled(starts);
  const started = settled.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed === undefined) return started;
  await stopEngines(started);
  throw failed.reason;
}

/** Stops them all, also when one of them cannot be stopped in order. */
export async function stopEngines(engines) {
  const settled = await Promise.allSettled(engines.map(({ stop }) => stop()));
  for (const { status, reason } of settled) if (status === 'rejected') say(`an engine did not stop: ${reason.message}`);
}

function isGiven(name) {
  return (process.env[GIVEN[name].variable] ?? '') !== '';
}

async function startEngine(name, { folder, brokers, inDocker }) {
  if (isGiven(name)) return { name, how: 'given', ...(await givenEngine(name)) };
  // One container advertises one broker; three would need to know each other's published ports before they have them.
  const docker = inDocker && !(name === 'kafka' && brokers > 1);
  const engine = docker ? dockerEngines[name] : nativeEngines[name];
  try {
    return { name, how: docker ? 'docker' : 'native', ...(await engine({ folder, brokers })) };
  } catch (error) {
    const { variable, example } = GIVEN[name];
    throw new BootstrapError(
      `${name} could not be started: ${error.message} Or name one that runs already: ${variable}=${example}`,
    );
  }
}

/** As docker-compose.yml has it: larger than the largest event that Redress records. */
const APPEND_BYTES_MAX = 4_194_304;

/**
 * Each starts an engine without Docker, whose files go below `folder`, and answers its address: Kafka itself, and stand-ins that answer the same clients as EventStoreDB
 * and MongoDB. They end with this process, however that ends.
 */
const nativeEngines = {
  kafka: async ({ brokers, folder }) => {
    const cluster = await KafkaBrokers.start({ count: brokers, folder: join(folder, 'kafka') });
    return { address: cluster.addresses.join(','), stop: () => cluster.stop() };
  },

  eventstoredb: async ({ folder }) => {
    const server = await EventStoreDbStandIn.start({
      folder: join(folder, 'eventstoredb', 'data'),
      maxAppendSize: APPEND_BYTES_MAX,
    });
    return { address: server.url, stop: () => server.stop() };
  },

  mongodb: async ({ folder }) => {
    const server = await MongoDbStandIn.start({ folder: join(folder, 'mongodb', 'data') });
    return { address: server.url, stop: () => server.stop() };
  },
};

const ANSWER_MS_MAX = 10_000;
const START_MS_MAX = 180_000;

/** The versions that docker-compose.yml runs, save Kafka: Testcontainers knows how to make that of Confluent advertise its port. */
const IMAGES = {
  kafka: 'confluentinc/cp-kafka:8.1.1',
  eventstoredb: 'eventstore/eventstore:24.10.5',
  mongodb: 'mongo:8.0.20',
};
const REPLICA_SET = 'rs0';

/** Whether a Docker engine answers. A client alone on the PATH is none. */
async function dockerAnswers() {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const answered = getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
  return Promise.race([answered, pause(ANSWER_MS_MAX, false, { ref: false })]);
}

/** Each answers the address of a container that Testcontainers removes again, also when this process is killed. */
const dockerEngines = {
  kafka: async () => {
    const { KafkaContainer } = await import('@testcontainers/kafka');
    const container = await new KafkaContainer(IMAGES.kafka).withKraft().start();
    return running(container, `${container.getHost()}:${container.getMappedPort(9093)}`);
  },

  eventstoredb: async () => {
    const { GenericContainer, Wait } = await import('testcontainers');
    const container = await new GenericContainer(IMAGES.eventstoredb)
      .withEnvironment({
        EVENTSTORE_INSECURE: 'true',
        EVENTSTORE_MEM_DB: 'true',
        EVENTSTORE_MAX_APPEND_SIZE: String(APPEND_BYTES_MAX),
      })
      .withExposedPorts(2113)
      .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCodeMatching((status) => status < 300))
      .withStartupTimeout(START_MS_MAX)
      .start();
    return running(container, `esdb://${container.getHost()}:${container.getMappedPort(2113)}?tls=false`);
  },

  mongodb: async () => {
    const { GenericContainer, Wait } = await import('testcontainers');
    const container = await new GenericContainer(IMAGES.mongodb)
      .withCommand(['mongod', '--replSet', REPLICA_SET, '--bind_ip_all'])
      .withExposedPorts(27017)
      .withWaitStrategy(Wait.forLogMessage('Waiting for connections'))
      .withStartupTimeout(START_MS_MAX)
      .start();
    await initiate(container);
    // The member knows itself by its port inside the container, so the driver must not follow what the set says of itself.
    return running(
      container,
      `mongodb://${container.getHost()}:${container.getMappedPort(27017)}/?directConnection=true`,
    );
  },
};

/** Makes the one server a replica set and waits until it takes writes. */
async function initiate(container) {
  const script =
    `rs.initiate({ _id: '${REPLICA_SET}', members: [{ _id: 0, host: '127.0.0.1:27017' }] });` +
    'while (!db.hello().isWritablePrimary) sleep(100);';
  const { exitCode } = await container.exec(['timeout', '60', 'mongosh', '--quiet', '--eval', script]);
  if (exitCode !== 0) throw new Error('The replica set could not be initiated.');
}

function running(container, address) {
  return { address, stop: async () => void (await container.stop()) };
}
