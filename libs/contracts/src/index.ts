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
export {
  schemaIdOf,
  type DataOf,
  type Erased,
  type EventDeclaration,
  type EventVersion,
  type Json,
  type JsonObject,
} from './definition/index.js';
export * from './events.js';
export { AMENDED_DAYS_MAX } from './complaint/clocks.js';
export { REMEDIES_MAX } from './complaint/decision.js';
export { ATTACHMENT_BYTES_MAX } from './complaint/receipt.js';
export { policyFileSchema, publishedSchemas, schemaFileOf } from './published-schemas.js';
export { COMPLAINT_EVENTS_TOPIC } from './topics.js';
export type { CalendarDate, Money } from './vocabulary/values.js';
export * from './vocabulary/words.js';
export {
  CLOCKS_MAX,
  DESCRIPTION_LENGTH_MAX,
  EMAIL_LENGTH_MAX,
  NAME_LENGTH_MAX,
  TEXT_LENGTH_MAX,
} from './vocabulary/index.js';
