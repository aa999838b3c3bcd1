import { type JsonObject, termsIn } from '@redress/eventing';
import type { Connection } from '../connection.js';
import { termsTable } from './views-file.js';

const NONE: ReadonlySet<string> = new Set();

/** The terms of one field of a view's documents, by the documents' numbers. Everything here runs inside its caller's transaction. */
export class TermTable {
  private readonly insertMany;
  private readonly removeMany;

  /** The table must exist. */
  constructor(
    { db }: Connection,
    view: string,
    private readonly path: string,
  ) {
    const table = termsTable(view, path);
    this.insertMany = db.prepare<[number | bigint, string]>(
      `INSERT INTO ${table} (term, number) SELECT value, ? FROM json_each(?)`,
    );
    this.removeMany = db.prepare<[number | bigint, string]>(
      `DELETE FROM ${table} WHERE number = ? AND term IN (SELECT value FROM json_each(?))`,
    );
  }

  /** Writes what differs between two states of a document, of which either may be missing. Returns whether a term was removed. */
  change(number: number | bigint, before: JsonObject | undefined, after: JsonObject | undefined): boolean {
    const old = before === undefined ? NONE : termsIn(before, this.path);
    const now = after === undefined ? NONE : termsIn(after, this.path);
    const added = [...now].filter((term) => !old.has(term));
    const removed = [...old].filter((term) => !now.has(term));
    if (added.length > 0) this.insertMany.run(number, JSON.stringify(added));
    if (removed.length > 0) this.removeMany.run(number, JSON.stringify(removed));
    return removed.length > 0;
  }
}
