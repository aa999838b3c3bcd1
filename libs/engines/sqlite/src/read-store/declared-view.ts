import { type FieldType, InvalidQueryError, type ViewDefinition } from '@redress/eventing';
import type { Connection } from '../connection.js';

const viewPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const pathPattern = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const nameLengthMax = 100;

/** A declared field: the only part of a view that may appear in a statement's text. */
export interface DeclaredField {
  readonly path: string;
  readonly type: FieldType;
  /** The SQL expression for its value; identical in queries and indexes, or SQLite would not match them. */
  readonly sql: string;
}

/**
 * A view whose names were checked. Views and fields are identifiers, which cannot be bound as values: every one that appears in a statement
 * passes through here first.
 */
export class DeclaredView {
  readonly name: string;
  /** Literal condition that selects this view, as in its partial indexes. */
  readonly condition: string;
  readonly indexes: ReadonlyMap<string, string>;
  private readonly fields: ReadonlyMap<string, DeclaredField>;

  /** Throws `InvalidQueryError` for names that are not plain identifiers, or an index over an undeclared field. */
  constructor(definition: ViewDefinition) {
    if (!viewPattern.test(definition.name) || definition.name.length > nameLengthMax) {
      throw new InvalidQueryError('A view is named by lower-case words with hyphens.');
    }
    this.name = definition.name;
    this.condition = `view = '${definition.name}'`;
    this.fields = new Map(Object.entries(definition.fields).map(([path, type]) => [path, declared(path, type)]));
    this.indexes = new Map(definition.indexes.map((paths) => this.indexOver(paths)));
  }

  /** Throws `InvalidQueryError` for an undeclared field. */
  field(path: string): DeclaredField {
    const field = this.fields.get(path);
    if (field === undefined)
      throw new InvalidQueryError(`The view ${this.name} has no field of that name to query by.`);
    return field;
  }

  private indexOver(paths: readonly string[]): [name: string, statement: string] {
    const name = `${indexPrefix(this.name)}${paths.join(',')}`;
    const columns = ['generation', ...paths.map((path) => this.field(path).sql), 'id'];
    return [name, `CREATE INDEX "${name}" ON documents (${columns.join(', ')}) WHERE ${this.condition}`];
  }
}

/** Prefix of the names of a view's indexes. */
export function indexPrefix(view: string): string {
  return `documents/${view}/`;
}

function declared(path: string, type: FieldType): DeclaredField {
  if (!pathPattern.test(path) || path.length > nameLengthMax) {
    throw new InvalidQueryError('A field is named by words of letters, digits and underscores, joined by dots.');
  }
  return { path, type, sql: `json_extract(body, '$.${path}')` };
}

/** Adjusts the view's indexes to its declaration: creates new ones, drops those no longer declared. Runs inside a transaction. */
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
