export * from './connect-consumer.js';
export * from './consumer-registry.js';
export * from './event-stream-server.js';
export * from './on-complaint-events.js';
