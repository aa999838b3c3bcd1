import { type Connection, openConnection, type Schema } from '../connection.js';

/**
 * All documents are in one table, as JSON text; queryable fields are indexed by expressions over that text, in partial indexes per view. A
 * generation exists as long as it has a row in `generations`: that row is removed first and its documents, possibly very many, afterwards
 * in slices. Positions are text, because some event stores need 128 bits and an integer here has 64; the event's id follows the position.
 */
export const readSchema: Schema = {
  applicationId: 0x52645677, // "RdVw"
  version: 2,
  create: `
    CREATE TABLE views (
      name TEXT PRIMARY KEY,
      active INTEGER NOT NULL,
      newest INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE generations (
      view TEXT NOT NULL,
      generation INTEGER NOT NULL,
      position TEXT NOT NULL,
      PRIMARY KEY (view, generation)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE documents (
      view TEXT NOT NULL,
      generation INTEGER NOT NULL,
      id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX documents_by_id ON documents (view, generation, id);
    CREATE TABLE parked (
      view TEXT NOT NULL,
      generation INTEGER NOT NULL,
      stream TEXT NOT NULL,
      revision INTEGER NOT NULL,
      event_id TEXT NOT NULL,
      event_type TEXT NOT NULL,
      error TEXT NOT NULL,
      parked_at TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      PRIMARY KEY (view, generation, stream)
    ) STRICT, WITHOUT ROWID;
  `,
  otherVersion: 'Stop whatever uses it and delete it: it is built again from the events.',
};

/** Short, because a wait for another process's commit blocks this thread. */
const busyTimeoutMs = 5_000;

/** Opens the file of a read store for its writer. Throws `StoreUnavailableError` or `StoreCorruptError`. */
export function openViews(file: string): Connection {
  return openConnection({ file, synchronous: 'NORMAL', busyTimeoutMs, schema: readSchema });
}

/** Opens another connection to it for queries alone. Throws as {@link openViews} does. */
export function openViewsToRead(file: string): Connection {
  return openConnection({ file, readOnly: true, synchronous: 'NORMAL', busyTimeoutMs, schema: readSchema });
}
