import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress, seededRandom, seedOfRun } from '@redress/testing';
import type Database from 'better-sqlite3';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editsOf, type Found, foundAfter, type Place, rowsOf, setColumn, type StoredRow, tamper } from './tampering.js';
import { Office } from '../office.js';
import { recordTwoComplaints } from '../two-complaints.js';

const SEED = seedOfRun();
const BYTES_PER_COLUMN = 3;

describe(`A log whose events somebody altered by hand (REDRESS_SEED=${SEED} chooses the bytes again)`, () => {
  let folder: string;
  let log: string;
  let rows: readonly StoredRow[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-tamper-'));
    await recordTwoComplaints(folder);
    log = join(folder, 'events.db');
    rows = rowsOf(log);
  }, 60_000);

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const after = (change: (db: Database.Database) => void): Promise<readonly Found[]> => foundAfter(log, change);

  it('is in order as long as nobody did', async () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows.map(({ type }) => type)).size).toBeGreaterThan(12);
    expect(await after(() => undefined)).toEqual([]);
  });

  it.each(['data', 'personal', 'metadata'] as const)('betrays every change to a field in %s', async (column) => {
    const unnoticed: string[] = [];
    for (const row of rows) {
      const text = row[column];
      for (const edit of text === null ? [{ what: 'put in', text: '{}' }] : editsOf(text)) {
        if (!names(await after(setColumn(row, column, edit.text)), row)) unnoticed.push(`${row.type}: ${edit.what}`);
      }
    }
    expect(unnoticed).toEqual([]);
  });

  it('betrays another id, type, version, and the loss of all sealed fields', async () => {
    for (const row of rows) {
      expect(await after(setColumn(row, 'id', row.id.replace(/.$/, 'x')))).toContainEqual(at(row, 'changed'));
      expect(await after(setColumn(row, 'type', 'NoteAddedLater'))).toContainEqual(at(row, 'changed'));
      expect(await after(setColumn(row, 'version', row.version + 1))).toContainEqual(at(row, 'changed'));
      if (row.personal !== null)
        expect(await after(setColumn(row, 'personal', null))).toContainEqual(at(row, 'changed'));
    }
  });

  it('betrays an event put into another stream or at another revision', async () => {
    for (const row of rows) {
      const { revision } = row;
      expect(await after(setColumn(row, 'stream', 'complaint-X'))).toContainEqual(
        at({ stream: 'complaint-X', revision }, 'changed'),
      );
      expect(await after(setColumn(row, 'revision', 1000))).toContainEqual(at({ ...row, revision: 1000 }, 'changed'));
    }
  });

  it('betrays an event put at another position', async () => {
    for (const row of rows.slice(0, -1)) {
      const isLast = !rows.some(({ stream, revision }) => stream === row.stream && revision > row.revision);
      const found = await after(setColumn(row, 'position', rows.length + 5));
      // The last event of its stream is not out of order there: only the gap it left reveals the change.
      expect(found).toContainEqual(isLast ? holeInLog : at(row, 'reordered'));
    }
  });

  it('betrays any byte of any text', async () => {
    const random = seededRandom(SEED);
    const unnoticed: string[] = [];
    for (const row of rows) {
      for (const column of ['stream', 'id', 'type', 'data', 'personal', 'metadata'] as const) {
        for (let time = 0; time < BYTES_PER_COLUMN && row[column] !== null; time += 1) {
          const bytes = Buffer.from(row[column]);
          const place = random.below(bytes.length);
          bytes[place] = (bytes[place]! + 1 + random.below(255)) % 256;
          const found = await after(setColumn(row, column, bytes));
          const isNamed = column === 'stream' ? found.length > 0 : names(found, row);
          if (!isNamed) unnoticed.push(`${row.type} ${column} byte ${place}: ${bytes[place]}`);
        }
      }
    }
    expect(unnoticed).toEqual([]);
  });

  it.each([
    ['a changed word', (row: StoredRow) => row.data.replace('medium', 'low'), 'changed'],
    ['a row that is no event any more', (row: StoredRow) => row.data.slice(1), 'unreadable'],
  ])('is found out by the running system: %s', async (_, edit, fault) => {
    const copy = await mkdtemp(join(tmpdir(), 'redress-tampered-'));
    const assessed = rows.find(({ type }) => type === 'ComplaintAssessed')!;
    try {
      await cp(folder, copy, { recursive: true });
      tamper(join(copy, 'events.db'), setColumn(assessed, 'data', edit(assessed)));
      await using redress = await RunningRedress.start({ data: copy });
      const office = await Office.open(redress);
      expect((await office.post('cyrus', '/api/compliance/verify', {})).status).toBe(202);
      const { body } = await eventually(
        () => office.get('cyrus', '/api/compliance/verify'),
        (answer) => answer.body['state'] !== 'running',
      );
      expect(body).toMatchObject({ state: 'failed', faultCount: 1, faults: [{ fault }] });
      const told = JSON.stringify(body['faults']);
      expect(told).toContain(assessed.stream);
      expect(told).toMatch(new RegExp(`revision"?[: ]${assessed.revision}\\b`));
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  });
});

/** A fault at an event's place. */
function at({ stream, revision }: Place, fault: Found['fault']): unknown {
  return expect.objectContaining({ stream, revision, fault });
}

/** Positions have no stream: a loss there can only be named by position. */
const holeInLog = at({ stream: '$all', revision: -1 }, 'missing');

function names(found: readonly Found[], { stream, revision }: Place): boolean {
  return found.some((fault) => fault.stream === stream && fault.revision === revision);
}
