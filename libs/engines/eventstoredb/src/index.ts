export { openEventStoreDbEventStore } from './event-store/open.js';
export type { EventStoreDbEventStoreOptions } from './event-store/open.js';
export { eventStoreDbUrlFault, type EventStoreDbUrlFault } from './event-store/url.js';
