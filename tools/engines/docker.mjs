import { setTimeout as pause } from 'node:timers/promises';

const ANSWER_MS_MAX = 10_000;
const START_MS_MAX = 180_000;

/** The versions that docker-compose.yml runs, save Kafka: Testcontainers knows how to make that of Confluent advertise its port. */
const IMAGES = {
  kafka: 'confluentinc/cp-kafka:8.1.1',
  eventstoredb: 'eventstore/eventstore:24.10.5',
  mongodb: 'mongo:8.0.20',
};

/** Larger than the largest event that Redress records, with room for what the store adds. */
const APPEND_BYTES_MAX = 4_194_304;
const REPLICA_SET = 'rs0';

/** Whether a Docker engine answers. A client alone on the PATH is none. */
export async function dockerAnswers() {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const answered = getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
  return Promise.race([answered, pause(ANSWER_MS_MAX, false, { ref: false })]);
}

/** Each answers the address of a container that Testcontainers removes again, also when this process is killed. */
export const dockerEngines = {
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
