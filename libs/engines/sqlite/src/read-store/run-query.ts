import { EventingError, InvalidQueryError, QueryTooLongError } from '@redress/eventing/errors';
import type { Connection } from '../connection.js';
import { PreparedStatements } from './prepared-statements.js';

/** One value of a row, as SQLite gives it. */
export type QueryValue = string | number | null;
export type QueryRow = readonly QueryValue[];

/** SQL text that binds `shown`, the generation, `values`, and how many rows are wanted, in this order. */
export interface Statement {
  readonly sql: string;
  /** The index to read. SQLite chooses one where none is named, or where another process has dropped it. */
  readonly index?: string | undefined;
  /** Bound by the columns that the rows have. */
  readonly shown?: readonly (string | number)[];
  readonly values: readonly (string | number)[];
}

/** A checked query, ready to run on any connection to the file. Holds nothing that could not cross to another thread. */
export interface PlannedQuery {
  readonly kind: 'find' | 'aggregate';
  readonly view: string;
  /** Run one after another until there are `rowsMax` rows. */
  readonly statements: readonly Statement[];
  readonly rowsMax: number;
}

/** The rows, and how far the active generation had applied the log: of one snapshot. */
export interface QueryResult {
  readonly rows: readonly QueryRow[];
  /** As text that also names the event there. */
  readonly position: string;
}

/** How the SQL of a statement names its table, once: the index is written behind it. */
export const AS_FIELDS = 'AS fields';
/** How SQLite begins to say that it cannot read the index that a statement names. */
const UNUSABLE_INDEX = /^no (such index|query solution)/;

/** Avoids `instanceof Error`, as the connection does: the error's class may be that of another module registry. */
function isUnusableIndex(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'message' in error && UNUSABLE_INDEX.test(String(error.message))
  );
}

const IN_TIME_FUNCTION = 'redress_in_time';

/**
 * A condition that always holds, and in which a query fails that runs for too long. This build of SQLite cannot be interrupted: it has no
 * progress handler, and a thread that runs native code notices nothing else.
 *
 * In a thread that is being terminated a call gives NULL, which must not count as an answer: the query would go on, and the thread with it.
 * Only `json` of no JSON is an error that SQLite neither meets before the first row nor leaves out.
 */
export const IN_TIME_CALL = `coalesce(${IN_TIME_FUNCTION}(), json('!' || random()))`;

/** As {@link IN_TIME_CALL}, asked for one row of 64: a call costs more than many rows. */
export const IN_TIME = `(fields.number & 63 OR ${IN_TIME_CALL})`;

/** Runs planned queries on one connection, each in one read transaction. */
export class QueryRunner {
  private readonly selectActive;
  private readonly prepared;
  private readonly transaction;
  private until_ms = Number.POSITIVE_INFINITY;

  constructor(private readonly connection: Connection) {
    this.selectActive = connection.db.prepare<[string], { readonly generation: number; readonly position: string }>(
      'SELECT generation, position FROM views JOIN generations ON view = name AND generation = active WHERE name = ?',
    );
    this.prepared = new PreparedStatements((sql) => connection.db.prepare<unknown[], QueryValue[]>(sql).raw());
    this.transaction = connection.db.transaction((query: PlannedQuery) => this.read(query));
    connection.db.function(IN_TIME_FUNCTION, { deterministic: false }, () => this.inTime());
  }

  /** Throws `QueryTooLongError` after `limit_ms`, and the read store's other errors. */
  run(query: PlannedQuery, limit_ms: number): QueryResult {
    this.until_ms = performance.now() + limit_ms;
    try {
      return this.transaction.deferred(query);
    } catch (error) {
      throw error instanceof EventingError ? error : this.connection.failure(error);
    }
  }

  private read({ view, statements, rowsMax }: PlannedQuery): QueryResult {
    const active = this.selectActive.get(view);
    if (active === undefined) throw new InvalidQueryError(`The view ${view} was not defined.`);
    const rows: QueryRow[] = [];
    for (const statement of statements) {
      const left = rowsMax - rows.length;
      const { shown = [], values } = statement;
      if (left > 0) rows.push(...this.rowsOf(statement, [...shown, active.generation, ...values, left]));
    }
    return { rows, position: active.position };
  }

  private rowsOf({ sql, index }: Statement, values: readonly QueryValue[]): readonly QueryRow[] {
    if (index === undefined) return this.prepared.get(sql).all(...values);
    try {
      return this.prepared.get(sql.replace(AS_FIELDS, `${AS_FIELDS} INDEXED BY "${index}"`)).all(...values);
    } catch (error) {
      if (!isUnusableIndex(error)) throw error;
      return this.prepared.get(sql).all(...values);
    }
  }

  /** 1: SQLite has no booleans. */
  private inTime(): number {
    if (performance.now() <= this.until_ms) return 1;
    throw new QueryTooLongError('The query took too long and was stopped.');
  }
}
