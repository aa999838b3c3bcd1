import {
  GenerationMovedError,
  InvalidQueryError,
  LOG_START,
  type LogPlace,
  type ParkedStream,
  placeOfText,
  placeText,
  type Position,
  positionText,
  type StreamName,
} from '@redress/eventing';
import type { Connection } from '../connection.js';

/**
 * The generations of a view, which one is active, and how far each has applied the log. Everything here runs inside its caller's
 * transaction: another process may swap generations at any time.
 */
export class Generations {
  private readonly insertView;
  private readonly selectActive;
  private readonly setActive;
  private readonly nextNumber;
  private readonly insert;
  private readonly remove;
  private readonly selectPosition;
  private readonly selectDocuments;
  private readonly selectPlaces;
  private readonly advancePosition;
  private readonly replacePosition;
  private readonly selectOthers;

  constructor(
    { db }: Connection,
    private readonly parked: ParkedStreams,
  ) {
    this.insertView = db.prepare('INSERT INTO views (name, active, newest) VALUES (?, 1, 1) ON CONFLICT DO NOTHING');
    this.selectActive = db.prepare<[string], number>('SELECT active FROM views WHERE name = ?').pluck();
    this.setActive = db.prepare('UPDATE views SET active = ? WHERE name = ?');
    this.nextNumber = db
      .prepare<[string], number>('UPDATE views SET newest = newest + 1 WHERE name = ? RETURNING newest')
      .pluck();
    this.insert = db.prepare('INSERT INTO generations (view, generation, position) VALUES (?, ?, ?)');
    this.remove = db.prepare('DELETE FROM generations WHERE view = ? AND generation = ?');
    this.selectPosition = db
      .prepare<[string, number], string>('SELECT position FROM generations WHERE view = ? AND generation = ?')
      .pluck();
    this.selectDocuments = db
      .prepare<[string, number], number>('SELECT documents FROM generations WHERE view = ? AND generation = ?')
      .pluck();
    this.selectPlaces = db.prepare<[], { name: string; position: string }>(
      'SELECT name, position FROM views JOIN generations ON view = name AND generation = active',
    );
    this.advancePosition = db.prepare(
      'UPDATE generations SET position = max(position, ?) WHERE view = ? AND generation = ?',
    );
    this.replacePosition = db.prepare(
      'UPDATE generations SET position = ? WHERE view = ? AND generation = ? AND position = ?',
    );
    this.selectOthers = db
      .prepare<[string, number], number>('SELECT generation FROM generations WHERE view = ? AND generation <> ?')
      .pluck();
  }

  define(view: string): void {
    if (this.insertView.run(view).changes > 0) this.insert.run(view, 1, positionText(LOG_START));
  }

  active(view: string): number {
    const active = this.selectActive.get(view);
    if (active === undefined) throw new InvalidQueryError(`The view ${view} was not defined.`);
    return active;
  }

  /** The given generation, or the active one. Throws `GenerationMovedError` when it no longer exists. */
  resolve(view: string, generation: number | undefined): number {
    const resolved = generation ?? this.active(view);
    this.position(view, resolved);
    return resolved;
  }

  /** Throws `GenerationMovedError` when the generation no longer exists. */
  position(view: string, generation: number): Position {
    return this.place(view, generation).position;
  }

  /** How many documents a generation that exists has. */
  documents(view: string, generation: number): number {
    return this.selectDocuments.get(view, generation)!;
  }

  /** The place of each view's active generation. */
  places(): ReadonlyMap<string, LogPlace> {
    return new Map(this.selectPlaces.all().map(({ name, position }) => [name, placeOfText(position)]));
  }

  private place(view: string, generation: number): LogPlace {
    const position = this.selectPosition.get(view, generation);
    if (position === undefined) {
      throw new GenerationMovedError(`Generation ${generation} of the view ${view} is no longer kept.`);
    }
    return placeOfText(position);
  }

  advance(view: string, generation: number, place: LogPlace): void {
    this.advancePosition.run(placeText(place), view, generation);
  }

  /** Moves the active generation to `to`, if it is at exactly `from`. */
  move(view: string, from: LogPlace, to: LogPlace): boolean {
    return this.replacePosition.run(placeText(to), view, this.active(view), placeText(from)).changes > 0;
  }

  begin(view: string): number {
    this.dropAllBut(view, this.active(view));
    const generation = this.nextNumber.get(view)!;
    this.insert.run(view, generation, positionText(LOG_START));
    return generation;
  }

  activate(view: string, generation: number, astray: LogPlace | undefined): boolean {
    const active = this.active(view);
    const place = this.place(view, active);
    const isAstray = astray !== undefined && placeText(place) === placeText(astray);
    if (this.position(view, generation) < place.position && !isAstray) return false;
    this.setActive.run(generation, view);
    this.dropAllBut(view, generation);
    return true;
  }

  private dropAllBut(view: string, kept: number): void {
    for (const generation of this.selectOthers.all(view, kept)) {
      this.remove.run(view, generation);
      this.parked.drop(view, generation);
    }
  }
}

const listedMax = 1_000;

/** The parked streams, by view and generation. Everything here runs inside its caller's transaction. */
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

  unpark(view: string, generation: number, stream: StreamName): void {
    this.remove.run(view, generation, stream);
  }

  oldest(view: string, generation: number): readonly ParkedStream[] {
    return this.selectOldest.all(view, generation);
  }

  among(view: string, generation: number, streams: readonly StreamName[]): ReadonlyMap<string, ParkedStream> {
    const rows = this.selectAmong.all(view, generation, JSON.stringify(streams));
    return new Map(rows.map((row) => [row.stream, row]));
  }

  drop(view: string, generation: number): void {
    this.removeAll.run(view, generation);
  }
}
