import { KafkaBrokers } from './kafka-brokers.js';

/** A Kafka that specs may use and must share: it is named by `REDRESS_TEST_KAFKA`, or started for whoever asks. */
export interface KafkaForSpecs {
  /** `host:port` of every broker. */
  readonly addresses: readonly string[];
  /** Stops it if it was started for the one who asks. */
  stop(): Promise<void>;
}

/** `REDRESS_TEST_KAFKA`: the brokers of a Kafka that runs already, `host:port`, separated by commas. */
export async function kafkaForSpecs(environment: NodeJS.ProcessEnv = process.env): Promise<KafkaForSpecs> {
  const given = environment['REDRESS_TEST_KAFKA'] ?? '';
  if (given !== '') return { addresses: given.split(','), stop: async () => undefined };
  return KafkaBrokers.start();
}
