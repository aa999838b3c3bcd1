import type { Statement } from 'better-sqlite3';
import type { Connection } from '../connection.js';

/** Statements kept ready; the one longest unused goes first. */
const statementsMax = 200;

/** Prepared statements by their text. Queries differ in what they compare, so their number is bounded here, not by the callers. */
export class Statements {
  private readonly prepared = new Map<string, Statement<unknown[]>>();

  constructor(private readonly connection: Connection) {}

  /** The statement for this text; what its rows are is known to whoever wrote it. */
  for<Values extends unknown[], Row>(sql: string): Statement<Values, Row> {
    const statement = this.prepared.get(sql) ?? this.connection.db.prepare(sql);
    this.prepared.delete(sql);
    this.prepared.set(sql, statement);
    if (this.prepared.size > statementsMax) this.prepared.delete(this.prepared.keys().next().value!);
    return statement as Statement<Values, Row>;
  }
}
