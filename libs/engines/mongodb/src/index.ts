export { type MongoCounterStoreOptions, openMongoCounterStore } from './counter-store/mongo-counter-store.js';
export { type MongoKeyStoreOptions, openMongoKeyStore } from './key-store/mongo-key-store.js';
export { type MongoReadStoreOptions, openMongoReadStore } from './read-store/mongo-read-store.js';
export { mongoUrlFault } from './url.js';
export type { MongoUrlFault } from './url.js';
