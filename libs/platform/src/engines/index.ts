export { ATTACHMENT_STORES, type AttachmentStoreOptions } from './attachment-stores.js';
export * from './engine-faults.js';
export { openEngine, schemeOf } from './engine-kind.js';
export * from './engines.js';
export { EVENT_STORES } from './event-stores.js';
export { KEY_STORES } from './key-stores.js';
export { READ_STORES, type ViewOwner } from './read-stores.js';
export { fileOf } from './sqlite-url.js';
export * from './tokens.js';
