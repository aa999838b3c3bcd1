import type { FieldType, ValueType } from '@redress/eventing';
import type { Database } from 'better-sqlite3';
import { type Connection, openConnection, type Schema } from '../connection.js';

/**
 * Each view's documents are in a table of their own (`documents/<view>`), as JSON text. The fields that queries name are columns of a second
 * one (`fields/<view>`), which is derived from the first: beside the text they would leave much of its pages empty, and whatever changes one would
 * write the other again. Fields of terms have a full-text index each (`terms/<view>/<field>`), which keeps no text: of a term it says which
 * documents have it, by their numbers.
 *
 * A generation exists as long as it has a row in `generations`: that row is removed first and its documents, possibly very many, afterwards
 * in slices. It also says how many documents the generation has. Positions are text, because some event stores need 128 bits and an integer here has 64; the event's id follows the position.
 */
export const readSchema: Schema = {
  applicationId: 0x52645677, // "RdVw"
  version: 5,
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
      documents INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (view, generation)
    ) STRICT, WITHOUT ROWID;
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
  upgrades: new Map([
    [2, setJointTableAside],
    [3, dropTermTables],
    [4, addCounts],
  ]),
  otherVersion: 'Stop whatever uses it and delete it: it is built again from the events.',
};

/** The one table of all views' documents in files of version 2. Each view's are moved to its own table when it is defined. */
const JOINT_TABLE = 'documents_of_version_2';

/** Under its old name a process of the version before, which may still run, would go on writing to it. */
function setJointTableAside(db: Database): void {
  const indexes = db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'documents/%'`)
    .pluck()
    .all();
  for (const name of indexes) db.exec(`DROP INDEX "${name}"`);
  db.exec(`ALTER TABLE documents RENAME TO ${JOINT_TABLE}`);
}

/** Terms of version 3 were in tables. Without its fields a view derives both anew when it is defined. */
function dropTermTables(db: Database): void {
  const tables = db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'terms/%'`)
    .pluck()
    .all();
  for (const name of tables) {
    db.exec(`DROP TABLE "${name}"`);
    db.exec(`DROP TABLE IF EXISTS ${fieldsTable(name.split('/')[1]!)}`);
  }
}

/** Each view's documents are counted when it is defined. */
function addCounts(db: Database): void {
  db.exec('ALTER TABLE generations ADD COLUMN documents INTEGER NOT NULL DEFAULT 0');
}

/** The table of a view's documents, as SQL names it. */
export function documentsTable(view: string): string {
  return `"documents/${view}"`;
}

/** The table of their fields, as SQL names it. Missing for a view without fields. */
export function fieldsTable(view: string): string {
  return `"fields/${view}"`;
}

/** The index of the terms of a field, as SQL names it. */
export function termsTable(view: string, path: string): string {
  return `"terms/${view}/${path}"`;
}

/**
 * Terms as words that FTS5 takes as they are: whatever a term is made of, it is one word, and no other term's. The letter makes a word of the
 * empty term. SQL over rows named `term`.
 */
export const TOKENS_OF = tokensJoinedBy(' ');

/** As {@link TOKENS_OF}, as what is asked of FTS5: any of them. */
export const ANY_TOKEN_OF = tokensJoinedBy(' OR ');

function tokensJoinedBy(separator: string): string {
  return `group_concat('x' || hex(term.value), '${separator}')`;
}

const COLUMN_PREFIX = '$.';

/** The column that holds a field's value, as SQL names it. */
export function columnOf(path: string): string {
  return `"${COLUMN_PREFIX}${path}"`;
}

/** `part`: a part of a document, as JSON. Nothing is found by it. */
type ColumnType = FieldType | 'part';

/** What of a view's documents has a column: a field that they are found by, or a part of them. */
export interface ViewField {
  readonly path: string;
  readonly type: ColumnType;
}

/** That of terms is always empty, and says that the view has a table of them. */
const COLUMN_TYPES: { readonly [type in ColumnType]: string } = {
  string: 'TEXT',
  number: 'REAL',
  boolean: 'INTEGER',
  terms: 'BLOB',
  part: 'ANY',
};
const FIELD_TYPES = new Map(Object.entries(COLUMN_TYPES).map(([type, column]) => [column, type as ColumnType]));

/** The fields that a view's table has columns for, whichever process declared them. */
export function fieldsIn(db: Database, view: string): readonly ViewField[] {
  return columnsIn(db, `fields/${view}`)
    .filter(({ name }) => name.startsWith(COLUMN_PREFIX))
    .map(({ name, type }) => ({ path: name.slice(COLUMN_PREFIX.length), type: FIELD_TYPES.get(type)! }));
}

function columnsIn(db: Database, table: string): readonly { readonly name: string; readonly type: string }[] {
  const select = 'SELECT name, type FROM pragma_table_info(?)';
  return db.prepare<[string], { name: string; type: string }>(select).all(table);
}

/** Creates a view's tables, or makes the one of its fields anew when it lacks some, or has them of another type. Runs inside a transaction. */
export function keepTables({ db }: Connection, view: string, fields: readonly ViewField[]): void {
  // The numbers are declared: others may change when somebody runs VACUUM.
  db.exec(
    `CREATE TABLE IF NOT EXISTS ${documentsTable(view)} (
       number INTEGER PRIMARY KEY, generation INTEGER NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL,
       UNIQUE (generation, id)
     ) STRICT`,
  );
  moveFromJointTable(db, view);
  const known = new Map(fieldsIn(db, view).map((field) => [field.path, field]));
  if (fields.every(({ path, type }) => known.get(path)?.type === type)) return;
  // A process of another declaration may query the columns that this one does not declare.
  for (const field of fields) known.set(field.path, field);
  deriveFields(db, view, [...known.values()]);
}

function moveFromJointTable(db: Database, view: string): void {
  if (columnsIn(db, JOINT_TABLE).length === 0) return;
  const columns = 'generation, id, revision, body';
  db.prepare(
    `INSERT INTO ${documentsTable(view)} (${columns}) SELECT ${columns} FROM ${JOINT_TABLE} WHERE view = ? ORDER BY rowid`,
  ).run(view);
  db.prepare(`DELETE FROM ${JOINT_TABLE} WHERE view = ?`).run(view);
  if (db.prepare(`SELECT 1 FROM ${JOINT_TABLE} LIMIT 1`).get() === undefined) db.exec(`DROP TABLE ${JOINT_TABLE}`);
}

function deriveFields(db: Database, view: string, fields: readonly ViewField[]): void {
  const table = fieldsTable(view);
  const columns = fields.map(({ path, type }) => `${columnOf(path)} ${COLUMN_TYPES[type]}`).join(', ');
  db.exec(
    `DROP TABLE IF EXISTS ${table};
     CREATE TABLE ${table} (number INTEGER PRIMARY KEY, generation INTEGER NOT NULL, id TEXT NOT NULL, ${columns}) STRICT;
     INSERT INTO ${table} SELECT number, generation, id, ${fields.map(valueInBody).join(', ')} FROM ${documentsTable(view)}`,
  );
  for (const { path, type } of fields) if (type === 'terms') deriveTerms(db, view, path);
}

/**
 * The lists are taken for empty where the document holds something else. `secure-delete`: a term that is taken out leaves its page at once,
 * and not when FTS5 next merges it.
 */
function deriveTerms(db: Database, view: string, path: string): void {
  const table = termsTable(view, path);
  db.exec(
    `DROP TABLE IF EXISTS ${table};
     CREATE VIRTUAL TABLE ${table} USING fts5(terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
     INSERT INTO ${table} (${table}, rank) VALUES ('secure-delete', 1);
     INSERT INTO ${table} (rowid, terms) SELECT number, tokens FROM (
       SELECT number, (SELECT ${TOKENS_OF} FROM
           json_each(iif(json_type(body, '$.${path}') = 'object', json_extract(body, '$.${path}'), '{}')) AS list,
           json_each(iif(list.type = 'array', list.value, '[]')) AS term
           WHERE term.type = 'text') AS tokens
         FROM ${documentsTable(view)} ORDER BY number)
       WHERE tokens IS NOT NULL`,
  );
}

/**
 * Lets SQLite keep the number of a view's documents, beginning with those that there are. Runs inside a transaction.
 *
 * A trigger counts whatever writes them, in the transaction that does: a process of an earlier version, too. Nothing takes documents out of
 * a generation before its row.
 */
export function keepCount({ db }: Connection, view: string): void {
  const trigger = `documents/${view}/count`;
  const select = `SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?`;
  if (db.prepare<[string]>(select).get(trigger) !== undefined) return;
  const table = documentsTable(view);
  db.exec(
    `UPDATE generations SET documents = (SELECT count(*) FROM ${table} AS its WHERE its.generation = generations.generation)
       WHERE view = '${view}';
     CREATE TRIGGER "${trigger}" AFTER INSERT ON ${table} BEGIN
       UPDATE generations SET documents = documents + 1 WHERE view = '${view}' AND generation = NEW.generation;
     END`,
  );
}

const JSON_TYPES: { readonly [type in ValueType]: string } = {
  string: `'text'`,
  number: `'integer', 'real'`,
  boolean: `'true', 'false'`,
};

/** What a writer puts into a field's column, taken out of the document by SQLite. */
function valueInBody({ path, type }: ViewField): string {
  if (type === 'terms') return 'NULL';
  const at = `'$.${path}'`;
  if (type === 'part') return `body -> ${at}`;
  return `iif(json_type(body, ${at}) IN (${JSON_TYPES[type]}), json_extract(body, ${at}), NULL)`;
}

/** Short, because a wait for another process's commit blocks this thread. */
const busyTimeoutMs = 5_000;

/** Opens the file of a read store for its writer. Throws `StoreUnavailableError` or `StoreCorruptError`. */
export function openViews(file: string): Connection {
  const connection = openConnection({ file, synchronous: 'NORMAL', busyTimeoutMs, schema: readSchema });
  connection.db.pragma('secure_delete = ON');
  return connection;
}

/**
 * Moves the pages in the write-ahead log, which hold what a newer commit removed, into the file, and empties it. Returns false where a query
 * still reads it: ask again after a later commit. Never waits.
 */
export function emptyLog({ db }: Connection): boolean {
  db.pragma('busy_timeout = 0');
  try {
    const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
    return result?.busy === 0;
  } catch {
    return false;
  } finally {
    db.pragma(`busy_timeout = ${busyTimeoutMs}`);
  }
}

/** What walks an index reads each page once, and finds it in the system's cache: figures cost the same with a quarter of the default. */
const QUERY_CACHE_KIBIBYTES = 8 * 1024;

/** Opens another connection to it for queries alone. Throws as {@link openViews} does. */
export function openViewsToRead(file: string): Connection {
  return openConnection({
    file,
    readOnly: true,
    synchronous: 'NORMAL',
    busyTimeoutMs,
    schema: readSchema,
    cacheKibibytes: QUERY_CACHE_KIBIBYTES,
  });
}
