import { copyFile, rm } from 'node:fs/promises';
import { openSqliteEventStore } from '@redress/engine-sqlite';
import {
  type ChainFault,
  ChainVerifier,
  type EventMetadata,
  hashOf,
  LOG_START,
  type Sealed,
  type SealedEvent,
  StoreCorruptError,
  type StreamName,
  toStreamName,
} from '@redress/eventing';
import Database from 'better-sqlite3';

/** A row of the events table, as anyone with the file can read and write it. */
export interface StoredRow {
  readonly position: number;
  readonly stream: StreamName;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: string;
  readonly personal: string | null;
  readonly metadata: string;
}

/** Identifies an event. */
export type Place = Pick<ChainFault, 'stream' | 'revision'>;

export type Found = Pick<ChainFault, 'stream' | 'revision' | 'fault'>;

/** Every event in a file that no process uses, in log order. */
export function rowsOf(file: string): readonly StoredRow[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare<[], StoredRow>('SELECT * FROM events ORDER BY position').all();
  } finally {
    db.close();
  }
}

/** Changes the file directly, bypassing every guard. */
export function tamper(file: string, change: (db: Database.Database) => void): void {
  const db = new Database(file);
  try {
    db.pragma('synchronous = OFF');
    change(db);
  } finally {
    db.close();
  }
}

/** The findings of a verification of a copy of the file after a manual change. */
export async function foundAfter(file: string, change: (db: Database.Database) => void): Promise<readonly Found[]> {
  const copy = `${file}.tampered`;
  await copyFile(file, copy);
  try {
    tamper(copy, change);
    return await verify(copy);
  } finally {
    await Promise.all([copy, `${copy}-wal`, `${copy}-shm`].map((each) => rm(each, { force: true })));
  }
}

/** Sets one column of one event, whatever its type; bytes are stored as text, valid or not. */
export function setColumn(
  { position }: StoredRow,
  column: keyof StoredRow,
  value: string | number | null | Buffer,
): (db: Database.Database) => void {
  const parameter = Buffer.isBuffer(value) ? 'CAST(? AS TEXT)' : '?';
  return (db) => void db.prepare(`UPDATE events SET ${column} = ${parameter} WHERE position = ?`).run(value, position);
}

export function remove(...rows: readonly StoredRow[]): (db: Database.Database) => void {
  return (db) => {
    for (const { position } of rows) db.prepare('DELETE FROM events WHERE position = ?').run(position);
  };
}

export function exchangePositions(db: Database.Database, one: StoredRow, other: StoredRow): void {
  setColumn(one, 'position', -1)(db);
  setColumn(other, 'position', one.position)(db);
  setColumn({ ...one, position: -1 }, 'position', other.position)(db);
}

export function insert(db: Database.Database, row: StoredRow): void {
  const columns = Object.keys(row);
  db.prepare(`INSERT INTO events (${columns.join()}) VALUES (${columns.map((name) => `@${name}`).join()})`).run(row);
}

/** The same event with the hashes that a writer would have computed. */
export function rehashed(row: StoredRow, previousHash: string): StoredRow {
  const event = eventOf(row);
  const metadata = { ...event.metadata, previousHash };
  return { ...row, metadata: JSON.stringify({ ...metadata, hash: hashOf({ ...event, metadata }) }) };
}

export function hashIn(row: StoredRow): string {
  return eventOf(row).metadata.hash;
}

function eventOf({ position: _, personal, ...row }: StoredRow): SealedEvent {
  return {
    ...row,
    data: JSON.parse(row.data) as SealedEvent['data'],
    ...(personal !== null && { personal: JSON.parse(personal) as Sealed }),
    metadata: JSON.parse(row.metadata) as EventMetadata,
  };
}

async function verify(file: string): Promise<readonly Found[]> {
  const store = await openSqliteEventStore({ file, readOnly: true });
  const verifier = new ChainVerifier({ densePositions: store.densePositions });
  const found: Found[] = [];
  try {
    for await (const event of store.readAll(LOG_START)) found.push(...verifier.add(event));
    return [...found, ...verifier.finish()];
  } catch (error) {
    if (error instanceof StoreCorruptError) return [...found, placeIn(error)];
    throw error;
  } finally {
    await store.close();
  }
}

/** Reads the place of an unreadable row from the error that names it. */
function placeIn({ message }: StoreCorruptError): Found {
  const [, stream, revision] = /stream (.*), revision (-?\d+) cannot be read/.exec(message) ?? [];
  if (stream === undefined) throw new Error(`No place is named in: ${message}`);
  return { stream: toStreamName(stream), revision: Number(revision), fault: 'unreadable' };
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly (string | number)[];

/** One alteration of a JSON text, described for the failure message. */
interface Edit {
  readonly what: string;
  readonly text: string;
}

/** JSON texts with one leaf changed, one leaf removed, or one added, for every leaf. */
export function editsOf(text: string): readonly Edit[] {
  const value = JSON.parse(text) as Json;
  const edits = leavesOf(value, []).flatMap(({ path, leaf }) => [
    { what: `${path.join('.')} changed`, text: JSON.stringify(replaced(value, path, changed(leaf))) },
    ...(path.length === 0
      ? []
      : [{ what: `${path.join('.')} left out`, text: JSON.stringify(replaced(value, path, undefined)) }]),
  ]);
  return [...edits, { what: 'one put in', text: JSON.stringify({ ...(value as object), added: 1 }) }];
}

function leavesOf(value: Json, path: Path): readonly { readonly path: Path; readonly leaf: Json }[] {
  if (typeof value !== 'object' || value === null) return [{ path, leaf: value }];
  const members = Object.entries<Json>(value);
  if (members.length === 0) return [{ path, leaf: value }];
  return members.flatMap(([key, member]) => leavesOf(member, [...path, key]));
}

function changed(leaf: Json): Json {
  if (typeof leaf === 'string') return leaf.endsWith('x') ? `${leaf.slice(0, -1)}y` : `${leaf.slice(0, -1)}x`;
  if (typeof leaf === 'number') return leaf + 1;
  if (typeof leaf === 'boolean') return !leaf;
  return 'something';
}

function replaced(value: Json, [key, ...rest]: Path, by: Json | undefined): Json | undefined {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as readonly Json[])] : { ...(value as object) }) as Record<
    string,
    Json | undefined
  >;
  copy[key] = replaced(copy[key] ?? null, rest, by);
  if (copy[key] !== undefined) return copy as Json;
  if (Array.isArray(value)) return value.filter((_, index) => String(index) !== key);
  return Object.fromEntries(Object.entries(copy).filter(([name]) => name !== key)) as Json;
}
