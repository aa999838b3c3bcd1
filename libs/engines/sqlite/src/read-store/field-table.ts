import type { Json, JsonObject } from '@redress/eventing';
import type { Connection } from '../connection.js';
import { PreparedStatements } from './prepared-statements.js';
import { columnOf, fieldsIn, fieldsTable } from './views-file.js';

/** A field's value as it is compared with a stored one. */
type FieldValue = string | number | null;

/**
 * The fields of a view's documents by the documents' numbers, as the columns that the table has, whoever declared them. Everything here runs
 * inside its caller's transaction.
 *
 * An update names only the columns that change: SQLite leaves the indexes of the others alone, and would otherwise take out and put back every
 * entry.
 */
export class FieldTable {
  private readonly paths: readonly (readonly string[])[];
  private readonly columns: readonly string[];
  private readonly insertOne;
  private readonly selectOne;
  private readonly updates;
  private readonly table: string;

  /** The table must exist. */
  constructor({ db }: Connection, view: string) {
    const fields = fieldsIn(db, view);
    this.table = fieldsTable(view);
    this.paths = fields.map((path) => path.split('.'));
    this.columns = fields.map(columnOf);
    const all = ['number', 'generation', 'id', ...this.columns];
    this.insertOne = db.prepare<unknown[]>(
      `INSERT INTO ${this.table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`,
    );
    this.selectOne = db
      .prepare<[number], FieldValue[]>(`SELECT ${this.columns.join(', ')} FROM ${this.table} WHERE number = ?`)
      .raw();
    this.updates = new PreparedStatements((sql) => db.prepare(sql));
  }

  insert(number: number | bigint, generation: number, id: string, body: JsonObject): void {
    this.insertOne.run(number, generation, id, ...this.paths.map((path) => bound(valueAt(body, path))));
  }

  update(number: number, body: JsonObject): void {
    const stored = this.selectOne.get(number)!;
    const values = this.paths.map((path) => valueAt(body, path));
    const changed = [...values.keys()].filter((place) => values[place] !== stored[place]);
    if (changed.length === 0) return;
    const assignments = changed.map((place) => `${this.columns[place]} = ?`).join(', ');
    this.updates
      .get(`UPDATE ${this.table} SET ${assignments} WHERE number = ?`)
      .run(...changed.map((place) => bound(values[place]!)), number);
  }
}

/** A field's value in a document: null where it is missing or not a single value. SQLite has no booleans: they become 1 and 0. */
function valueAt(body: JsonObject, path: readonly string[]): FieldValue {
  let value: Json | undefined = body;
  for (const name of path) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'boolean':
      return Number(value);
    default:
      return null;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whole numbers are bound as integers, which SQLite keeps in as few bytes as each needs; others take eight. */
function bound(value: FieldValue): string | number | bigint | null {
  return Number.isSafeInteger(value) ? BigInt(value as number) : value;
}
