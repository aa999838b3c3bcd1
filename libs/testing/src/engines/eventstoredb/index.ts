export type { EventStoreDbVersion } from './checkpoint-rules.js';
export type { EventStoreDbCredentials } from './credentials.js';
export { EventStoreDbStandIn, type EventStoreDbStandInOptions } from './eventstoredb-stand-in.js';
export type { EventStoreDbFault } from './faults.js';
export { EventStoreDbProcess } from './eventstoredb-process.js';
