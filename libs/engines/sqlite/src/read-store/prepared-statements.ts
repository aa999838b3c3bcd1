import type { Statement } from 'better-sqlite3';

/** The least recently used is evicted first. */
const statementsMax = 200;

/** Statements kept prepared, by their text. Texts vary with what is asked or changed, so their number is bounded here, not by the callers. */
export class PreparedStatements<Row> {
  private readonly prepared = new Map<string, Statement<unknown[], Row>>();

  constructor(private readonly prepare: (sql: string) => Statement<unknown[], Row>) {}

  get(sql: string): Statement<unknown[], Row> {
    const statement = this.prepared.get(sql) ?? this.prepare(sql);
    this.prepared.delete(sql);
    this.prepared.set(sql, statement);
    if (this.prepared.size > statementsMax) this.prepared.delete(this.prepared.keys().next().value!);
    return statement;
  }
}
