export { catalogue, InvalidEventError, PublishedEventCatalogue, type Fault, type Upcasted } from './catalogue/index.js';
export {
  CLOUD_EVENT_SCHEMA_ID,
  cloudEventOfMessage,
  cloudEventSchema,
  isCloudEvent,
  publishedEventIn,
  type CloudEvent,
  type EventMessage,
  type MessageText,
} from './cloud-events/index.js';
export { schemaIdOf, type DataOf, type EventDefinition, type StoredDataOf } from './definition/index.js';
export * from './events/index.js';
export { PUBLISHED_EVENT_TYPES } from './published-event-types.js';
export type {
  PublishedEvent,
  PublishedEventData,
  PublishedEventType,
  StoredPublishedEvent,
} from './published-event.js';
export { policyFileSchema, publishedSchemas, schemaFileOf } from './published-schemas.js';
export { COMPLAINT_EVENTS_TOPIC } from './topics.js';
export type { Json, JsonObject, Upcaster } from './upcasters/index.js';
export {
  CLOCKS_MAX,
  DESCRIPTION_LENGTH_MAX,
  EMAIL_LENGTH_MAX,
  NAME_LENGTH_MAX,
  TEXT_LENGTH_MAX,
} from './vocabulary/index.js';
