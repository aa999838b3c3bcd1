export * from './given-when-then.js';
export * from './memory/memory-event-store.js';
export * from './memory/memory-key-store.js';
export * from './memory/memory-read-store.js';
