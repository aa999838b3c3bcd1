export { openSqliteEventStore } from './event-store/open.js';
export type { SqliteEventStoreOptions } from './event-store/open.js';
export { openSqliteKeyStore } from './key-store/open.js';
export type { SqliteKeyStoreOptions } from './key-store/open.js';
