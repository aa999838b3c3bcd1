export * from './network/index.js';
export * from './kafka/index.js';
export * from './eventstoredb/index.js';
export * from './mongodb/index.js';
export * from './s3/s3-stand-in.js';
