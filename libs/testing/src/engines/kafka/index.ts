export { kafkaForSpecs, type KafkaForSpecs } from './kafka-for-specs.js';
export { KafkaBrokers, type KafkaBrokersOptions } from './kafka-brokers.js';
