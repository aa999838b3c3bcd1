import type { Connection } from '../connection.js';
import type { DeclaredView } from './declared-view.js';
import { indexPrefix } from './declared-view.js';

/** Makes the view's indexes those that it declares: creates what is new, drops what is no longer wanted. Inside a transaction. */
export function keepIndexes({ db }: Connection, view: DeclaredView): void {
  const prefix = indexPrefix(view.name);
  const existing = db
    .prepare<[string, string], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'index' AND substr(name, 1, length(?)) = ?`,
    )
    .pluck()
    .all(prefix, prefix);
  for (const name of existing) {
    if (!view.indexes.has(name)) db.exec(`DROP INDEX "${name}"`);
  }
  for (const [name, statement] of view.indexes) {
    if (!existing.includes(name)) db.exec(statement);
  }
}
