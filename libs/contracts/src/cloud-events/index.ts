export { CLOUD_EVENT_SCHEMA_ID, cloudEventSchema, isCloudEvent, type CloudEvent } from './cloud-event.js';
export { cloudEventOfMessage, type EventMessage, type MessageText } from './cloud-event-message.js';
export { publishedEventIn } from './published-event-in.js';
