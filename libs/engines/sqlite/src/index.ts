export { openSqliteEventStore } from './event-store/open.js';
export type { SqliteEventStoreOptions } from './event-store/open.js';
