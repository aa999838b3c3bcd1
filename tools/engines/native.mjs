import { EventStoreDbStandIn, KafkaBrokers, MongoDbStandIn } from '@redress/testing/engines';
import { join } from 'node:path';

/** As docker-compose.yml has it: larger than the largest event that Redress records. */
const APPEND_BYTES_MAX = 4_194_304;

/**
 * Each starts an engine without Docker, whose files go below `folder`, and answers its address: Kafka itself, and stand-ins that answer the same clients as EventStoreDB
 * and MongoDB. They end with this process, however that ends.
 */
export const nativeEngines = {
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
