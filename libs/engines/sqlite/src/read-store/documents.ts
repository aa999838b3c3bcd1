import type { DocumentChange, ViewDocument } from '@redress/eventing';
import { DocumentConflictError } from '@redress/eventing';
import type { Connection } from '../connection.js';
import { documentOf } from './document-row.js';
import type { DocumentRow } from './document-row.js';

/** Documents by id, and the guard on their revisions. Everything here runs inside its caller's transaction. */
export class Documents {
  private readonly selectOne;
  private readonly selectMany;
  private readonly selectAfter;
  private readonly insert;
  private readonly update;

  constructor({ db }: Connection) {
    const select = 'SELECT id, revision, body FROM documents WHERE view = ? AND generation = ?';
    this.selectOne = db.prepare<[string, number, string], DocumentRow>(`${select} AND id = ?`);
    this.selectMany = db.prepare<[string, number, string], DocumentRow>(
      `${select} AND id IN (SELECT value FROM json_each(?))`,
    );
    this.selectAfter = db.prepare<[string, number, string, number], DocumentRow>(
      `${select} AND id > ? ORDER BY id LIMIT ?`,
    );
    this.insert = db.prepare(
      'INSERT INTO documents (view, generation, id, revision, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.update = db.prepare(
      'UPDATE documents SET revision = ?, body = ? WHERE view = ? AND generation = ? AND id = ? AND revision = ?',
    );
  }

  get(view: string, generation: number, id: string): ViewDocument | undefined {
    const row = this.selectOne.get(view, generation, id);
    return row && documentOf(view, row);
  }

  getMany(view: string, generation: number, ids: readonly string[]): ReadonlyMap<string, ViewDocument> {
    const rows = this.selectMany.all(view, generation, JSON.stringify(ids));
    return new Map(rows.map((row) => [row.id, documentOf(view, row)]));
  }

  pageAfter(view: string, generation: number, id: string, limit: number): readonly ViewDocument[] {
    return this.selectAfter.all(view, generation, id, limit).map((row) => documentOf(view, row));
  }

  /** Throws `DocumentConflictError` unless the document is where the change expects it, or already where the change leads. */
  apply(view: string, generation: number, change: DocumentChange): void {
    const { id, revision, expected } = change;
    const body = JSON.stringify(change.body);
    const { changes } =
      expected === 'none'
        ? this.insert.run(view, generation, id, revision, body)
        : this.update.run(revision, body, view, generation, id, expected);
    if (changes > 0) return;
    const stored = this.selectOne.get(view, generation, id)?.revision;
    if (stored === undefined || stored < revision) {
      throw new DocumentConflictError(
        `Document ${id} of the view ${view} is at revision ${stored ?? 'none'}, not ${expected}.`,
      );
    }
  }
}
