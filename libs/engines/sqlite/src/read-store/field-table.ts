import type { Json, JsonObject } from '@redress/eventing';
import type { Connection } from '../connection.js';
import { PreparedStatements } from './prepared-statements.js';
import { columnOf, fieldsIn, fieldsTable, type ViewField } from './views-file.js';

/** A field's value as it is compared with a stored one. */
type FieldValue = string | number | null;

interface Column {
  readonly name: string;
  /** Of the fields on the way to its value in a document. */
  readonly names: readonly string[];
  readonly type: ViewField['type'];
}

/**
 * The fields of a view's documents by the documents' numbers, as the columns that the table has, whoever declared them. Everything here runs
 * inside its caller's transaction.
 *
 * An update names only the columns that change: SQLite leaves the indexes of the others alone, and would otherwise take out and put back every
 * entry.
 */
export class FieldTable {
  private readonly columns: readonly Column[];
  private readonly insertOne;
  private readonly selectOne;
  private readonly updates;
  private readonly table: string;

  /** The table must exist. */
  constructor({ db }: Connection, view: string) {
    const fields = fieldsIn(db, view);
    this.table = fieldsTable(view);
    this.columns = fields.map(({ path, type }) => ({ name: columnOf(path), names: path.split('.'), type }));
    const columns = this.columns.map(({ name }) => name);
    const all = ['number', 'generation', 'id', ...columns];
    this.insertOne = db.prepare<unknown[]>(
      `INSERT INTO ${this.table} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`,
    );
    this.selectOne = db
      .prepare<[number], FieldValue[]>(`SELECT ${columns.join(', ')} FROM ${this.table} WHERE number = ?`)
      .raw();
    this.updates = new PreparedStatements((sql) => db.prepare(sql));
  }

  insert(number: number, generation: number, id: string, body: JsonObject): void {
    this.insertOne.run(number, generation, id, ...this.columns.map((column) => valueOf(body, column)));
  }

  /** `before`: the body that the columns were taken from, where it is known. Otherwise they are read. */
  update(number: number, body: JsonObject, before?: JsonObject): void {
    const stored = before === undefined ? this.selectOne.get(number)! : undefined;
    const names: string[] = [];
    const values: unknown[] = [];
    for (const [place, column] of this.columns.entries()) {
      const outermost = column.names[0]!;
      if (before !== undefined && before[outermost] === body[outermost]) continue;
      const value = valueOf(body, column);
      if (value === (stored === undefined ? valueOf(before!, column) : stored[place])) continue;
      names.push(column.name);
      values.push(value);
    }
    if (names.length === 0) return;
    const assignments = names.map((name) => `${name} = ?`).join(', ');
    this.updates.get(`UPDATE ${this.table} SET ${assignments} WHERE number = ?`).run(...values, number);
  }
}

/** A field's value in a document: null where it is missing or not of its type. SQLite has no booleans: they become 1 and 0. A part becomes text. */
function valueOf(body: JsonObject, { names, type }: Column): FieldValue {
  let value: Json | undefined = body;
  for (const name of names) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  if (type === 'part') return value === undefined ? null : JSON.stringify(value);
  if (typeof value !== type) return null;
  return typeof value === 'boolean' ? Number(value) : (value as string | number);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
