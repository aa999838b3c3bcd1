export {
  KafkaEventPublisher,
  type KafkaEventPublisherOptions,
  openKafkaEventPublisher,
} from './kafka-event-publisher.js';
export { KafkaConsumer } from './stream/kafka-consumer.js';
export { KafkaEventStream, type KafkaEventStreamOptions, openKafkaEventStream } from './stream/kafka-event-stream.js';
export { UndecodableMessageError } from './stream/decoded-messages.js';
export { requireReached, type TopicContents, withKafkaTopic } from './topic-contents.js';
export { UnfitTopicError } from './topic.js';
export { InvalidKafkaUrlError, type KafkaSettings, kafkaUrlFault, parseKafkaUrl } from './kafka-url.js';
export type { KafkaLog } from './kafka-client.js';
