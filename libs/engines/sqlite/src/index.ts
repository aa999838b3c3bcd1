export { openSqliteEventStore } from './event-store/open.js';
export type { SqliteEventStoreOptions } from './event-store/open.js';
export { openSqliteKeyStore } from './key-store/open.js';
export type { SqliteKeyStoreOptions } from './key-store/open.js';
export { openSqliteReadStore } from './read-store/open.js';
export type { SqliteReadStoreOptions } from './read-store/open.js';
