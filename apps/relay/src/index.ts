export * from './serve-relay.js';
