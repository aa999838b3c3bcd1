export * from './call.js';
export { DistributedEngines, type EnginePlaces } from './distributed-engines.js';
export { launchDistributed, type DistributedRedress, type DistributedStartOptions } from './distributed-redress.js';
export * from './eventually.js';
export * from './running-redress.js';
export * from './seeded-random.js';
export * from './service-routes.js';
export { launchStandalone } from './standalone-redress.js';
