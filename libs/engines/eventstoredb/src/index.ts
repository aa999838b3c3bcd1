export { eventStoreDbUrlFault, type EventStoreDbUrlFault } from './connection/url.js';
export { type EventStoreDbEventStoreOptions, openEventStoreDbEventStore } from './event-store/event-store.js';
