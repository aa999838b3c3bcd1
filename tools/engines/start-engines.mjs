import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDbStandIn, KafkaBrokers, MongoDbStandIn } from '@redress/testing/engines';
import { BootstrapError, say } from '../bootstrap/workspace.mjs';
import { GIVEN, givenEngine } from './addresses.mjs';

/**
 * Starts engines by name (`kafka`, `eventstoredb`, `mongodb`), from the environment's setting, else in Docker, if that runs, else
 * natively, with its files below `folder`. Returns `{ name, how, address, stop }` of each. If one is unavailable, stops the others and
 * throws the reason.
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

/** Stops them all, even if one fails to stop. */
export async function stopEngines(engines) {
  const settled = await Promise.allSettled(engines.map(({ stop }) => stop()));
  for (const { status, reason } of settled) if (status === 'rejected') say(`an engine did not stop: ${reason.message}`);
}

function isGiven(name) {
  return (process.env[GIVEN[name].variable] ?? '') !== '';
}

async function startEngine(name, { folder, brokers, inDocker }) {
  if (isGiven(name)) return { name, how: 'given', ...(await givenEngine(name)) };
  // One container advertises one broker; three would need each other's published ports in advance.
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

/** As in docker-compose.yml: larger than the largest event of Redress. */
const APPEND_BYTES_MAX = 4_194_304;

/**
 * Starters of engines without Docker, with files below `folder`: Kafka itself, and stand-ins for EventStoreDB and MongoDB. They return
 * the address, and end with this process in any case.
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

/** The versions of docker-compose.yml, except Kafka: Testcontainers can make Confluent's image advertise its port. */
const IMAGES = {
  kafka: 'confluentinc/cp-kafka:8.1.1',
  eventstoredb: 'eventstore/eventstore:24.10.5',
  mongodb: 'mongo:8.0.20',
};
const REPLICA_SET = 'rs0';

/** Tells whether a Docker engine answers. A client on the PATH is not enough. */
async function dockerAnswers() {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const answered = getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
  return Promise.race([answered, pause(ANSWER_MS_MAX, false, { ref: false })]);
}

/** Starters of containers, which return the address. Testcontainers removes the containers even if this process is killed. */
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
    // The member advertises its port inside the container, so the driver must not follow the set's addresses.
    return running(
      container,
      `mongodb://${container.getHost()}:${container.getMappedPort(27017)}/?directConnection=true`,
    );
  },
};

/** Initiates a replica set of the one server and waits until it accepts writes. */
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
