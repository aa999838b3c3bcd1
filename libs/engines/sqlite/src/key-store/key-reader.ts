import type { KeyEntry } from '@redress/eventing';
import type { Connection } from '../connection.js';

interface KeyRow {
  readonly subject: string;
  readonly wrapped: Uint8Array | null;
  readonly destroyedAt: string | null;
}

/** Reads entries; the mark of destruction counts for more than whatever else is stored. */
export class KeyReader {
  private readonly selectOne;
  private readonly selectMany;

  constructor({ db }: Connection) {
    const columns = 'wanted.value AS subject, keys.wrapped, destroyed.destroyed_at AS destroyedAt';
    const joins = `LEFT JOIN keys ON keys.subject = wanted.value LEFT JOIN destroyed ON destroyed.subject = wanted.value`;
    this.selectOne = db.prepare<[string], KeyRow>(`SELECT ${columns} FROM (SELECT ? AS value) AS wanted ${joins}`);
    this.selectMany = db.prepare<[string], KeyRow>(`SELECT ${columns} FROM json_each(?) AS wanted ${joins}`);
  }

  entry(subject: string): KeyEntry | undefined {
    const row = this.selectOne.get(subject);
    return row && entryOf(row);
  }

  entries(subjects: readonly string[]): ReadonlyMap<string, KeyEntry> {
    const found = new Map<string, KeyEntry>();
    for (const row of this.selectMany.iterate(JSON.stringify(subjects))) {
      const entry = entryOf(row);
      if (entry !== undefined) found.set(entry.subject, entry);
    }
    return found;
  }
}

function entryOf({ subject, wrapped, destroyedAt }: KeyRow): KeyEntry | undefined {
  if (destroyedAt !== null) return { subject, state: 'destroyed', destroyedAt };
  return wrapped === null ? undefined : { subject, state: 'present', wrapped: new Uint8Array(wrapped) };
}
