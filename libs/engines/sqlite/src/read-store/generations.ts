import type { LogPlace, Position } from '@redress/eventing';
import { GenerationMovedError, InvalidQueryError, placeOfText, placeText, positionText } from '@redress/eventing';
import type { Connection } from '../connection.js';
import type { ParkedStreams } from './parked-streams.js';

/** Documents removed in one transaction while a dropped generation is cleared: others get their turn in between. */
const sliceDocuments = 500;

/**
 * Which generations a view has, which one answers, and how far each has seen the log. Everything but `sweep` runs inside its
 * caller's transaction: another process may swap generations at any time.
 */
export class Generations {
  private readonly insertView;
  private readonly selectActive;
  private readonly setActive;
  private readonly nextNumber;
  private readonly insert;
  private readonly remove;
  private readonly selectPosition;
  private readonly selectPlaces;
  private readonly advancePosition;
  private readonly selectOthers;
  private readonly removeSlice;

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
    this.selectPlaces = db.prepare<[], { name: string; position: string }>(
      'SELECT name, position FROM views JOIN generations ON view = name AND generation = active',
    );
    this.advancePosition = db.prepare(
      'UPDATE generations SET position = max(position, ?) WHERE view = ? AND generation = ?',
    );
    this.selectOthers = db
      .prepare<[string, number], number>('SELECT generation FROM generations WHERE view = ? AND generation <> ?')
      .pluck();
    this.removeSlice = db.prepare<[string, string]>(
      `DELETE FROM documents WHERE rowid IN (
         SELECT rowid FROM documents WHERE view = ?
           AND generation NOT IN (SELECT generation FROM generations WHERE view = ?) LIMIT ${sliceDocuments})`,
    );
  }

  define(view: string): void {
    if (this.insertView.run(view).changes > 0) this.insert.run(view, 1, positionText(0n));
  }

  active(view: string): number {
    const active = this.selectActive.get(view);
    if (active === undefined) throw new InvalidQueryError(`The view ${view} was not defined.`);
    return active;
  }

  /** The given generation, or the active one. Throws `GenerationMovedError` when it is no longer kept. */
  resolve(view: string, generation: number | undefined): number {
    const resolved = generation ?? this.active(view);
    this.position(view, resolved);
    return resolved;
  }

  /** Throws `GenerationMovedError` when the generation is no longer kept. */
  position(view: string, generation: number): Position {
    return this.place(view, generation).position;
  }

  /** Where each view's active generation stands. */
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

  begin(view: string): number {
    this.dropAllBut(view, this.active(view));
    const generation = this.nextNumber.get(view)!;
    this.insert.run(view, generation, positionText(0n));
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

  /** Removes some documents of dropped generations, in its own transaction. Answers whether there may be more. */
  sweep(view: string): boolean {
    return this.removeSlice.run(view, view).changes === sliceDocuments;
  }

  private dropAllBut(view: string, kept: number): void {
    for (const generation of this.selectOthers.all(view, kept)) {
      this.remove.run(view, generation);
      this.parked.drop(view, generation);
    }
  }
}
