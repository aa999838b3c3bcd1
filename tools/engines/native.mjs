import { EventStoreDbStandIn, KafkaBrokers, MongoDbStandIn } from '@redress/testing/engines';
import { engineFolder } from './folders.mjs';

/** As docker-compose.yml has it: larger than the largest event that Redress records. */
const APPEND_BYTES_MAX = 4_194_304;

/**
 * Each starts an engine without Docker and answers its address: Kafka itself, and stand-ins that answer the same clients as EventStoreDB
 * and MongoDB. They end with this process, however that ends.
 */
export const nativeEngines = {
  kafka: async ({ brokers }) => {
    const cluster = await KafkaBrokers.start({ count: brokers, folder: engineFolder('kafka') });
    return { address: cluster.addresses.join(','), stop: () => cluster.stop() };
  },

  eventstoredb: async () => {
    const server = await EventStoreDbStandIn.start({
      folder: engineFolder('eventstoredb/data'),
      maxAppendSize: APPEND_BYTES_MAX,
    });
    return { address: server.url, stop: () => server.stop() };
  },

  mongodb: async () => {
    const server = await MongoDbStandIn.start({ folder: engineFolder('mongodb/data') });
    return { address: server.url, stop: () => server.stop() };
  },
};
