import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

/**
 * Names rows, the same in every import of the same file. A row with the Bureau's number is named by it; one without by its content and
 * by how many rows before it had the same, so that identical complaints both go in, and once each.
 * Counts are kept in a temporary database on disk, which SQLite deletes by itself: memory stays flat on a file of any size.
 */
export class RowKeys {
  private readonly counts = new DatabaseSync('');
  private readonly count;

  constructor() {
    this.counts.exec('CREATE TABLE seen (content BLOB PRIMARY KEY, rows INTEGER NOT NULL) WITHOUT ROWID');
    this.count = this.counts.prepare(
      'INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET rows = rows + 1 RETURNING rows',
    );
  }

  /** Must be called once for each row, in the file's order. */
  keyOf(id: string | undefined, fields: readonly string[]): string {
    if (id !== undefined) return id;
    const content = createHash('sha256').update(JSON.stringify(fields)).digest();
    const rows = Number(this.count.get(content)?.['rows']);
    return `row:${content.toString('hex')}:${rows}`;
  }

  close(): void {
    this.counts.close();
  }
}
