export { copySqliteFile } from './copy-file.js';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './event-store/sqlite-event-store.js';
export { openSqliteKeyStore, type SqliteKeyStoreOptions } from './key-store/sqlite-key-store.js';
export { openSqliteReadStore, type SqliteReadStoreOptions } from './read-store/sqlite-read-store.js';
