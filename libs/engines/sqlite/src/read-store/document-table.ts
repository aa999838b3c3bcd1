import {
  type DocumentChange,
  DocumentConflictError,
  type JsonObject,
  parseJson,
  StoreCorruptError,
  type ViewDocument,
} from '@redress/eventing';
import type { Connection } from '../connection.js';
import { FieldTable } from './field-table.js';
import { documentsTable, fieldsIn, fieldsTable } from './views-file.js';

/** Documents removed per transaction while a dropped generation is cleared, so that other work runs in between. */
const sliceDocuments = 500;

/** The documents of one view by id, guarded by their revisions. Everything but `sweep` runs inside its caller's transaction. */
export class DocumentTable {
  private readonly selectOne;
  private readonly selectMany;
  private readonly selectAfter;
  private readonly insert;
  private readonly selectNumber;
  private readonly update;
  private readonly removeSlice;
  private readonly schemaVersion;
  private readonly sweepSlice;
  private fields: FieldTable | undefined;
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
    // Goes from generation to generation by the index: there are few of them, and very many documents.
    this.removeSlice = db
      .prepare<[string], number>(
        `WITH RECURSIVE present (generation) AS (
           SELECT min(generation) FROM ${table} UNION ALL
           SELECT (SELECT min(generation) FROM ${table} WHERE generation > present.generation)
             FROM present WHERE generation IS NOT NULL)
         DELETE FROM ${table} WHERE number IN (
           SELECT number FROM ${table} WHERE generation = (
             SELECT generation FROM present
               WHERE generation NOT IN (SELECT generation FROM generations WHERE view = ?) LIMIT 1)
           LIMIT ${sliceDocuments})
         RETURNING number`,
      )
      .pluck();
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
   * Stores the changed documents as `bodies`. Throws `DocumentConflictError` unless each is at the revision that its change expects, or already
   * at the one it leads to.
   */
  apply(generation: number, changes: readonly DocumentChange[], bodies: readonly string[]): void {
    const fields = this.currentFields();
    changes.forEach((change, index) => this.applyOne(generation, change, bodies[index]!, fields));
  }

  /** Removes some documents of a dropped generation, in a separate transaction. Returns whether more may remain. */
  sweep(): boolean {
    return this.sweepSlice.immediate();
  }

  private applyOne(generation: number, change: DocumentChange, text: string, fields: FieldTable | undefined): void {
    const { id, revision, expected, body } = change;
    if (expected === 'none') {
      const { changes, lastInsertRowid } = this.insert.run(generation, id, revision, text);
      if (changes === 0) this.requireSeen(generation, change);
      else fields?.insert(lastInsertRowid, generation, id, body);
    } else {
      const number = this.selectNumber.get(generation, id);
      if (number === undefined || this.update.run(revision, text, number, expected).changes === 0)
        this.requireSeen(generation, change);
      else fields?.update(number, body);
    }
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
    const removed = this.removeSlice.all(this.view);
    if (removed.length > 0 && this.currentFields() !== undefined) {
      this.connection.db
        .prepare(`DELETE FROM ${fieldsTable(this.view)} WHERE number IN (SELECT value FROM json_each(?))`)
        .run(JSON.stringify(removed));
    }
    return removed.length > 0;
  }

  /** Undefined for a view without fields. Another process may declare some at any time, which this one must write as well. */
  private currentFields(): FieldTable | undefined {
    const version = this.schemaVersion.get()!;
    if (this.fieldsVersion !== version) {
      const { connection, view } = this;
      this.fields = fieldsIn(connection.db, view).length === 0 ? undefined : new FieldTable(connection, view);
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

/** Throws `StoreCorruptError`, naming the place, for a body that Redress cannot have written. */
export function documentOf(view: string, { id, revision, body }: DocumentRow): ViewDocument {
  try {
    return { id, revision, body: parseJson(body) as JsonObject };
  } catch {
    // Omits the cause: a syntax error quotes the text that it could not parse.
    throw new StoreCorruptError(`Document ${id} of the view ${view} cannot be read. Rebuild the view.`);
  }
}
