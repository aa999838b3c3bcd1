export { MongoDbForSpecs } from './mongodb-for-specs.js';
export { MongoDbStandIn } from './mongodb-stand-in.js';
export type { MongoDbStandInOptions } from './mongodb-stand-in.js';
