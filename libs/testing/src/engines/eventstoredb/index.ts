export type { EventStoreDbVersion } from './server-version.js';
export type { EventStoreDbUser } from './access/access.js';
export { EventStoreDbStandIn, type EventStoreDbStandInOptions } from './eventstoredb-stand-in.js';
export type { EventStoreDbFault } from './faults.js';
export { EventStoreDbProcess } from './eventstoredb-process.js';
export type { EventStoreDbServer, KillableEventStoreDb } from './server.js';
export { canHave, startEventStoreDb, startEventStoreDbProcess } from './start-server.js';
