export * from './network/index.js';
export * from './kafka/index.js';
export * from './eventstoredb/index.js';
export * from './mongodb/index.js';
