import {
  type FieldType,
  InvalidQueryError,
  type ValueType,
  type ViewDefinition,
  wideIndexOver,
} from '@redress/eventing';
import type { Connection } from '../connection.js';
import { columnOf, documentsTable, fieldsTable, termsTable, type ViewField } from './views-file.js';

const viewPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const pathPattern = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const nameLengthMax = 100;

/** A declared field of one value: the only part of a view, besides the tables of its terms, that may appear in a statement's text. */
export interface DeclaredField extends ViewField {
  readonly type: ValueType;
  /** The column that holds its value, as SQL names it. */
  readonly sql: string;
}

type Column = ViewField & { readonly type: FieldType };

/** An index of a view. */
interface DeclaredIndex {
  readonly name: string;
  /** Paths of its fields, in order. */
  readonly by: readonly string[];
  /** Paths of all fields whose values it holds. */
  readonly holds: ReadonlySet<string>;
  readonly statement: string;
}

/** What a query needs of an index. */
export interface IndexNeeds {
  /** Fields compared for equality. */
  readonly equal: ReadonlySet<string>;
  /** All fields that are compared, sorted by, grouped by or added up. */
  readonly read: ReadonlySet<string>;
  /** The field to sort by, if the rows are wanted in order. */
  readonly sort?: string;
}

/**
 * A view whose names were checked. Views and fields are identifiers, which cannot be bound as values: every one that appears in a statement
 * passes through here first.
 */
export class DeclaredView {
  readonly name: string;
  readonly indexes: readonly DeclaredIndex[];
  readonly allFields: readonly ViewField[];
  /** Parts of documents that have a column. */
  readonly parts: ReadonlySet<string>;
  private readonly fields: ReadonlyMap<string, Column>;

  /**
   * Throws `InvalidQueryError` for names that are not plain identifiers, two fields or parts whose names differ only in case, which columns of SQLite
   * cannot, or an index over an undeclared field.
   */
  constructor(definition: ViewDefinition) {
    if (!viewPattern.test(definition.name) || definition.name.length > nameLengthMax) {
      throw new InvalidQueryError('A view is named by lower-case words with hyphens.');
    }
    this.name = definition.name;
    this.fields = new Map(Object.entries(definition.fields).map(([path, type]) => [path, declared(path, type)]));
    const parts = (definition.parts ?? []).map((path) => declared(path, 'part'));
    this.parts = new Set(parts.map(({ path }) => path));
    this.allFields = [...this.fields.values(), ...parts];
    if (new Set(this.allFields.map(({ path }) => path.toLowerCase())).size < this.allFields.length) {
      throw new InvalidQueryError(
        'Two fields or parts of a view have one name, or names that differ only in capitals.',
      );
    }
    this.indexes = [
      ...definition.indexes.map((paths) => this.indexOver(paths)),
      ...(definition.wideIndexes ?? []).map((paths) => {
        const { title, beside } = wideIndexOver(definition, paths);
        return this.index(title, paths, beside);
      }),
    ];
  }

  /** The table that a query reads, as SQL names it. */
  get table(): string {
    return this.allFields.length === 0 ? documentsTable(this.name) : fieldsTable(this.name);
  }

  /**
   * The name of the index to read, undefined to leave it to SQLite. Chosen here, because SQLite knows nothing of how often a value occurs, and
   * takes an index by which it must sort, or read documents one by one to check the rest, for the cheapest.
   */
  indexFor({ equal, read, sort }: IndexNeeds): string | undefined {
    const usable = this.indexes.filter(({ by }) =>
      sort === undefined ? true : by.at(-1) === sort && by.slice(0, -1).every((path) => equal.has(path)),
    );
    const complete = usable.filter(({ holds }) => [...read].every((path) => holds.has(path)));
    const choice = complete.length > 0 || sort === undefined ? complete : usable;
    const led = ({ by }: DeclaredIndex): number => {
      const end = by.findIndex((path) => !equal.has(path));
      return end === -1 ? by.length : end;
    };
    return choice.reduce<DeclaredIndex | undefined>(
      (best, index) => (best === undefined || led(index) > led(best) ? index : best),
      undefined,
    )?.name;
  }

  /** A field of one value. Throws `InvalidQueryError` for an undeclared field, and for one of terms. */
  field(path: string): DeclaredField {
    const { type } = this.known(path);
    if (type === 'terms') throw new InvalidQueryError(`The field ${path} is of terms: ask for what it has.`);
    return { path, type, sql: columnOf(path) };
  }

  /** The table of a field of terms, as SQL names it. Throws `InvalidQueryError` for an undeclared field, and for one of another type. */
  termsOf(path: string): string {
    if (this.known(path).type !== 'terms') throw new InvalidQueryError(`The field ${path} is not of terms.`);
    return termsTable(this.name, path);
  }

  private known(path: string): Column {
    const field = this.fields.get(path);
    if (field === undefined)
      throw new InvalidQueryError(`The view ${this.name} has no field of that name to query by.`);
    return field;
  }

  private indexOver(by: readonly string[]): DeclaredIndex {
    return this.index(by.join(','), by, []);
  }

  private index(title: string, by: readonly string[], beside: readonly string[]): DeclaredIndex {
    const name = `${indexPrefix(this.name)}${title}`;
    const [first, others] = [by, beside].map((paths) => paths.map((path) => this.field(path).sql));
    // The id comes before what is only held: rows of the same value are wanted in its order.
    const columns = ['generation', ...first!, 'id', ...others!];
    const statement = `CREATE INDEX "${name}" ON ${fieldsTable(this.name)} (${columns.join(', ')})`;
    return { name, by, holds: new Set([...by, ...beside]), statement };
  }
}

/** Prefix of the names of a view's indexes. */
export function indexPrefix(view: string): string {
  return `fields/${view}/`;
}

function declared<Type extends ViewField['type']>(path: string, type: Type): ViewField & { readonly type: Type } {
  if (!pathPattern.test(path) || path.length > nameLengthMax) {
    throw new InvalidQueryError('A field is named by words of letters, digits and underscores, joined by dots.');
  }
  return { path, type };
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
    if (!view.indexes.some((index) => index.name === name)) db.exec(`DROP INDEX "${name}"`);
  }
  for (const { name, statement } of view.indexes) {
    if (!existing.includes(name)) db.exec(statement);
  }
}
