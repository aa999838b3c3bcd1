import type { Consumer, ConsumerConfig, ConsumerRunConfig, Kafka } from 'kafkajs';

/** A client whose first consumer crashes at its first batch, as kafkajs does when it gives up for good. */
export function crashing(kafka: Kafka, failure: Error): { readonly client: Kafka; readonly members: () => number } {
  let members = 0;
  const consumer = (config: ConsumerConfig): Consumer => {
    const made = kafka.consumer(config);
    members += 1;
    if (members > 1) return made;
    const run = (options: ConsumerRunConfig = {}) => made.run({ ...options, eachBatch: () => Promise.reject(failure) });
    return { ...made, run };
  };
  const client = Object.assign(Object.create(kafka) as Kafka, { consumer });
  return { client, members: () => members };
}
