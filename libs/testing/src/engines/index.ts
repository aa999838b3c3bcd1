export {
  type Direction,
  LANE_BYTES_MAX,
  NetworkProxy,
  type NetworkProxyOptions,
  type NetworkTarget,
} from './network-proxy.js';
export { KafkaBrokers, type KafkaBrokersOptions, type KafkaForSpecs, kafkaForSpecs } from './kafka/kafka-brokers.js';
export * from './eventstoredb/index.js';
export { MongoDbForSpecs, MongoDbStandIn, type MongoDbStandInOptions } from './mongodb/mongodb-stand-in.js';
export { S3StandIn } from './s3-stand-in.js';
export { SilentPeer, type Trickle } from './silent-peer.js';
