import type { KeyEntry } from '@redress/eventing';
import { StoreUnavailableError } from '@redress/eventing';
import type { Connection } from '../connection.js';
import type { Outcome } from '../group-commit.js';
import type { KeyReader } from './key-reader.js';

/** A change that waits for its transaction. */
export type KeyChange =
  | { readonly kind: 'put'; readonly subject: string; readonly wrapped: Uint8Array }
  | { readonly kind: 'destroy'; readonly subject: string; readonly at: string };

/** Writes groups of changes, one transaction each. */
export class KeyWriter {
  private readonly insert;
  private readonly overwrite;
  private readonly mark;
  private readonly inTransaction;

  constructor(
    private readonly connection: Connection,
    private readonly reader: KeyReader,
  ) {
    const { db } = connection;
    this.insert = db.prepare(
      `INSERT INTO keys (subject, wrapped)
       SELECT @subject, @wrapped WHERE NOT EXISTS (SELECT 1 FROM destroyed WHERE subject = @subject)
       ON CONFLICT (subject) DO NOTHING`,
    );
    this.overwrite = db.prepare('UPDATE keys SET wrapped = zeroblob(length(wrapped)) WHERE subject = ?');
    this.mark = db.prepare(
      'INSERT INTO destroyed (subject, destroyed_at) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING',
    );
    this.inTransaction = db.transaction((group: readonly KeyChange[]) => group.map((change) => this.apply(change)));
  }

  /** Throws when nothing of the group was written. A destroyed key is answered only when no file holds its bytes any more. */
  write(group: readonly KeyChange[]): readonly Outcome<KeyEntry>[] {
    let entries: readonly KeyEntry[];
    try {
      entries = this.inTransaction.immediate(group);
    } catch (error) {
      throw this.connection.failure(error);
    }
    const leftover = group.some(({ kind }) => kind === 'destroy') ? this.emptyLog() : undefined;
    return group.map(({ kind }, index) =>
      kind === 'destroy' && leftover !== undefined ? { error: leftover } : { answer: entries[index]! },
    );
  }

  private apply(change: KeyChange): KeyEntry {
    const { subject } = change;
    if (change.kind === 'put') {
      this.insert.run({ subject, wrapped: change.wrapped });
    } else {
      this.overwrite.run(subject);
      this.mark.run(subject, change.at);
    }
    return this.reader.entry(subject)!;
  }

  /** Folds the write-ahead log, which holds pages as they were before, into the database and cuts it to nothing. */
  private emptyLog(): StoreUnavailableError | undefined {
    try {
      const [result] = this.connection.db.pragma('wal_checkpoint(TRUNCATE)') as readonly { busy: number }[];
      if (result?.busy === 0) return undefined;
    } catch (error) {
      return new StoreUnavailableError(this.unfinished(), { cause: error });
    }
    return new StoreUnavailableError(this.unfinished());
  }

  private unfinished(): string {
    return `The key can no longer be read, but ${this.connection.file}-wal may still hold its bytes. Destroy it once more.`;
  }
}
