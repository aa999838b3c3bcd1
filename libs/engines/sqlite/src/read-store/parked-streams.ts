import type { ParkedStream } from '@redress/eventing';
import type { Connection } from '../connection.js';

const listedMax = 1_000;

/** The streams that wait, by view and generation. Everything here runs inside its caller's transaction. */
export class ParkedStreams {
  private readonly upsert;
  private readonly remove;
  private readonly selectOldest;
  private readonly selectAmong;
  private readonly removeAll;

  constructor({ db }: Connection) {
    const columns =
      'stream, revision, event_id AS eventId, event_type AS eventType, error, parked_at AS parkedAt, attempts';
    this.upsert = db.prepare(
      `INSERT OR REPLACE INTO parked (view, generation, stream, revision, event_id, event_type, error, parked_at, attempts)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.remove = db.prepare('DELETE FROM parked WHERE view = ? AND generation = ? AND stream = ?');
    this.selectOldest = db.prepare<[string, number], ParkedStream>(
      `SELECT ${columns} FROM parked WHERE view = ? AND generation = ? ORDER BY parked_at, stream LIMIT ${listedMax}`,
    );
    this.selectAmong = db.prepare<[string, number, string], ParkedStream>(
      `SELECT ${columns} FROM parked WHERE view = ? AND generation = ? AND stream IN (SELECT value FROM json_each(?))`,
    );
    this.removeAll = db.prepare('DELETE FROM parked WHERE view = ? AND generation = ?');
  }

  park(view: string, generation: number, parked: ParkedStream): void {
    const { stream, revision, eventId, eventType, error, parkedAt, attempts } = parked;
    this.upsert.run(view, generation, stream, revision, eventId, eventType, error, parkedAt, attempts);
  }

  unpark(view: string, generation: number, stream: string): void {
    this.remove.run(view, generation, stream);
  }

  oldest(view: string, generation: number): readonly ParkedStream[] {
    return this.selectOldest.all(view, generation);
  }

  among(view: string, generation: number, streams: readonly string[]): ReadonlyMap<string, ParkedStream> {
    const rows = this.selectAmong.all(view, generation, JSON.stringify(streams));
    return new Map(rows.map((row) => [row.stream, row]));
  }

  drop(view: string, generation: number): void {
    this.removeAll.run(view, generation);
  }
}
