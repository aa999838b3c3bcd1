import { type JsonObject, termsIn } from '@redress/eventing';
import type { Connection } from '../connection.js';
import { termsTable, TOKENS_OF } from './views-file.js';

const NONE: ReadonlySet<string> = new Set();

/** A document whose terms may have changed; one of the states is missing where it was inserted or is removed. */
export interface TermChange {
  readonly number: number;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
}

/** The terms of one field of a view's documents, by the documents' numbers. Everything here runs inside its caller's transaction. */
export class TermTable {
  private readonly add;
  private readonly remove;

  /** The table must exist. */
  constructor(
    { db }: Connection,
    view: string,
    private readonly path: string,
  ) {
    const table = termsTable(view, path);
    this.add = db.prepare<[number, string]>(
      `INSERT INTO ${table} (rowid, terms) SELECT ?, ${TOKENS_OF} FROM json_each(?) AS term`,
    );
    // How FTS5 is told to take a document without content out: by the same text once more.
    this.remove = db.prepare<[number, string]>(
      `INSERT INTO ${table} (${table}, rowid, terms) SELECT 'delete', ?, ${TOKENS_OF} FROM json_each(?) AS term`,
    );
  }

  /** Writes what differs between two states of each document. Returns whether a term was removed. */
  change(changes: readonly TermChange[]): boolean {
    return changes.map((change) => this.changeOne(change)).some((isRemoved) => isRemoved);
  }

  /**
   * Terms are added alone. To remove some, all are removed and those that stay added again: FTS5 counts how often documents were added
   * and removed, and takes an index from which more was removed for damaged.
   */
  private changeOne({ number, before, after }: TermChange): boolean {
    const old = before === undefined ? NONE : termsIn(before, this.path);
    const now = after === undefined ? NONE : termsIn(after, this.path);
    const isRemoved = [...old].some((term) => !now.has(term));
    if (isRemoved) this.remove.run(number, JSON.stringify([...old]));
    const added = isRemoved ? [...now] : [...now].filter((term) => !old.has(term));
    if (added.length > 0) this.add.run(number, JSON.stringify(added));
    return isRemoved;
  }
}
