export { openMongoKeyStore } from './key-store/open.js';
export type { MongoKeyStoreOptions } from './key-store/open.js';
export { openMongoReadStore } from './read-store/open.js';
export type { MongoReadStoreOptions } from './read-store/open.js';
export { mongoUrlFault } from './url.js';
export type { MongoUrlFault } from './url.js';
