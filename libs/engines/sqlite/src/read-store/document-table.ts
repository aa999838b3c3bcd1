import {
  type DocumentChange,
  DocumentConflictError,
  isOnlyRevision,
  type JsonObject,
  parseJson,
  StoreCorruptError,
  type ViewDocument,
} from '@redress/eventing';
import type { Connection } from '../connection.js';
import { FieldTable } from './field-table.js';
import { type TermChange, TermTable } from './term-table.js';
import { documentsTable, fieldsIn, fieldsTable } from './views-file.js';

/** Documents removed per transaction while a dropped generation is cleared, so that other work runs in between. */
const sliceDocuments = 500;
/** As above, of a view with terms, of which a document may have hundreds. */
const sliceDocumentsWithTerms = 25;

/** The documents of one view by id, guarded by their revisions. Everything but `sweep` runs inside its caller's transaction. */
export class DocumentTable {
  private readonly selectOne;
  private readonly selectMany;
  private readonly selectNumbered;
  private readonly selectAfter;
  private readonly insert;
  private readonly selectNumber;
  private readonly update;
  private readonly raise;
  private readonly selectSlice;
  private readonly removeMany;
  private readonly schemaVersion;
  private readonly sweepSlice;
  private fields: FieldTable | undefined;
  private terms: readonly TermTable[] = [];
  private fieldsVersion: number | undefined;

  /** The table must exist. */
  constructor(
    private readonly connection: Connection,
    private readonly view: string,
  ) {
    const { db } = connection;
    const table = documentsTable(view);
    const select = `SELECT id, revision, body FROM ${table} WHERE generation = ?`;
    this.selectOne = db.prepare<[number, string], DocumentRow>(`${select} AND id = ?`);
    this.selectMany = db.prepare<[number, string], DocumentRow>(`${select} AND id IN (SELECT value FROM json_each(?))`);
    this.selectNumbered = db.prepare<[number, string], NumberedRow>(
      `SELECT number, id, revision, body FROM ${table} WHERE generation = ? AND id IN (SELECT value FROM json_each(?))`,
    );
    this.selectAfter = db.prepare<[number, string, number], DocumentRow>(`${select} AND id > ? ORDER BY id LIMIT ?`);
    this.insert = db.prepare<[number, string, number, string]>(
      `INSERT INTO ${table} (generation, id, revision, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    // Asked for by itself: RETURNING costs nearly as much as the write.
    this.selectNumber = db
      .prepare<[number, string], number>(`SELECT number FROM ${table} WHERE generation = ? AND id = ?`)
      .pluck();
    this.update = db.prepare<[number, string, number, number]>(
      `UPDATE ${table} SET revision = ?, body = ? WHERE number = ? AND revision = ?`,
    );
    this.raise = db.prepare<[number, number, string, number]>(
      `UPDATE ${table} SET revision = ? WHERE generation = ? AND id = ? AND revision = ?`,
    );
    // Goes from generation to generation by the index: there are few of them, and very many documents.
    this.selectSlice = db.prepare<[string, number], NumberedRow>(
      `WITH RECURSIVE present (generation) AS (
           SELECT min(generation) FROM ${table} UNION ALL
           SELECT (SELECT min(generation) FROM ${table} WHERE generation > present.generation)
             FROM present WHERE generation IS NOT NULL)
         SELECT number, id, revision, body FROM ${table} WHERE generation = (
             SELECT generation FROM present
               WHERE generation NOT IN (SELECT generation FROM generations WHERE view = ?) LIMIT 1)
           LIMIT ?`,
    );
    this.removeMany = db.prepare<[string]>(`DELETE FROM ${table} WHERE number IN (SELECT value FROM json_each(?))`);
    this.schemaVersion = db.prepare<[], number>('PRAGMA schema_version').pluck();
    this.sweepSlice = db.transaction(() => this.removeSome());
  }

  get(generation: number, id: string): ViewDocument | undefined {
    const row = this.selectOne.get(generation, id);
    return row && documentOf(this.view, row);
  }

  getMany(generation: number, ids: readonly string[]): ReadonlyMap<string, ViewDocument> {
    const rows = this.selectMany.all(generation, JSON.stringify(ids));
    return new Map(rows.map((row) => [row.id, documentOf(this.view, row)]));
  }

  pageAfter(generation: number, id: string, limit: number): readonly ViewDocument[] {
    return this.selectAfter.all(generation, id, limit).map((row) => documentOf(this.view, row));
  }

  /**
   * Stores the changed documents as `bodies`. Returns whether a term was taken out of any. Throws `DocumentConflictError` unless each is at the
   * revision that its change expects, or already at the one it leads to.
   */
  apply(generation: number, changes: readonly DocumentChange[], bodies: readonly string[]): boolean {
    const fields = this.currentFields();
    const applied = changes.flatMap((change, index) => this.applyOne(generation, change, bodies[index]!, fields) ?? []);
    return this.changeTerms(applied);
  }

  /** Removes documents by id. Returns whether a term was removed with any. */
  remove(generation: number, ids: readonly string[]): boolean {
    const fields = this.currentFields();
    return this.removeRows(this.selectNumbered.all(generation, JSON.stringify(ids)), fields);
  }

  /** Removes some documents of a dropped generation, in a separate transaction. Returns whether more may remain. */
  sweep(): boolean {
    return this.sweepSlice.immediate();
  }

  /** Returns whether a term was taken out of any document. */
  private changeTerms(changes: readonly TermChange[]): boolean {
    // In this order FTS5 takes in all of them at once.
    const inOrder = changes.toSorted((one, other) => one.number - other.number);
    return this.terms.map((table) => table.change(inOrder)).some((isRemoved) => isRemoved);
  }

  /** Returns the change of its terms, for a view with terms. */
  private applyOne(
    generation: number,
    change: DocumentChange,
    text: string,
    fields: FieldTable | undefined,
  ): TermChange | undefined {
    const { id, revision, expected, body } = change;
    if (expected !== 'none' && isOnlyRevision(change)) {
      const { changes } = this.raise.run(revision, generation, id, expected);
      if (changes === 0) this.requireSeen(generation, change);
      return undefined;
    }
    const hasTerms = this.terms.length > 0;
    if (expected === 'none') {
      const { changes, lastInsertRowid } = this.insert.run(generation, id, revision, text);
      if (changes === 0) {
        this.requireSeen(generation, change);
        return undefined;
      }
      const number = Number(lastInsertRowid);
      fields?.insert(number, generation, id, body);
      return hasTerms ? { number, before: undefined, after: body } : undefined;
    }
    const number = this.selectNumber.get(generation, id);
    const before = hasTerms ? (change.before ?? this.get(generation, id)?.body) : undefined;
    if (number === undefined || this.update.run(revision, text, number, expected).changes === 0) {
      this.requireSeen(generation, change);
      return undefined;
    }
    fields?.update(number, body, change.before);
    return hasTerms ? { number, before, after: body } : undefined;
  }

  private requireSeen(generation: number, { id, revision, expected }: DocumentChange): void {
    const stored = this.selectOne.get(generation, id)?.revision;
    if (stored === undefined || stored < revision) {
      throw new DocumentConflictError(
        `Document ${id} of the view ${this.view} is at revision ${stored ?? 'none'}, not ${expected}.`,
      );
    }
  }

  private removeSome(): boolean {
    const fields = this.currentFields();
    const removed = this.selectSlice.all(this.view, this.terms.length > 0 ? sliceDocumentsWithTerms : sliceDocuments);
    if (removed.length === 0) return false;
    this.removeRows(removed, fields);
    return true;
  }

  /** Returns whether a term was removed with any. */
  private removeRows(removed: readonly NumberedRow[], fields: FieldTable | undefined): boolean {
    const numbers = JSON.stringify(removed.map(({ number }) => number));
    this.removeMany.run(numbers);
    if (fields !== undefined) {
      this.connection.db
        .prepare(`DELETE FROM ${fieldsTable(this.view)} WHERE number IN (SELECT value FROM json_each(?))`)
        .run(numbers);
    }
    return (
      this.terms.length > 0 &&
      this.changeTerms(
        removed.map((row) => ({ number: row.number, before: documentOf(this.view, row).body, after: undefined })),
      )
    );
  }

  /** Undefined for a view without fields. Another process may declare some at any time, which this one must write as well. */
  private currentFields(): FieldTable | undefined {
    const version = this.schemaVersion.get()!;
    if (this.fieldsVersion !== version) {
      const { connection, view } = this;
      const fields = fieldsIn(connection.db, view);
      this.fields = fields.length === 0 ? undefined : new FieldTable(connection, view);
      this.terms = fields.flatMap(({ path, type }) => (type === 'terms' ? new TermTable(connection, view, path) : []));
      this.fieldsVersion = version;
    }
    return this.fields;
  }
}

export interface DocumentRow {
  readonly id: string;
  readonly revision: number;
  readonly body: string;
}

interface NumberedRow extends DocumentRow {
  readonly number: number;
}

/** Throws `StoreCorruptError`, naming the place, for a body that Redress cannot have written. */
export function documentOf(view: string, { id, revision, body }: DocumentRow): ViewDocument {
  try {
    return { id, revision, body: parseJson(body) as JsonObject };
  } catch {
    // Omits the cause: a syntax error quotes the text that it could not parse.
    throw new StoreCorruptError(`Document ${id} of the view ${view} cannot be read. Rebuild the view.`);
  }
}
