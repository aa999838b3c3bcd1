import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GENESIS_HASH, hashOf, type SealedEvent } from '@redress/eventing';
import { eventually, RunningRedress, seededRandom, seedOfRun } from '@redress/testing';
import type Database from 'better-sqlite3';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editsOf } from './json-edits.js';
import { Office } from './office.js';
import { foundAfter, rowsOf, setColumn, tamper, type Found, type StoredRow } from './tampering.js';
import { recordTwoComplaints } from './two-complaints.js';

const SEED = seedOfRun();
const BYTES_PER_COLUMN = 3;

describe(`A log that somebody altered by hand (REDRESS_SEED=${SEED} chooses the bytes again)`, () => {
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
  const remove = (...removed: readonly StoredRow[]) => {
    return (db: Database.Database) => {
      for (const { position } of removed) db.prepare('DELETE FROM events WHERE position = ?').run(position);
    };
  };
  /** The complaint with the longest history: it begins first, and another's events lie between its own. */
  const longest = () => rows.filter(({ stream }) => stream === rows[0]!.stream);
  const eventOf = ({ position: _, ...row }: StoredRow): SealedEvent => ({
    ...row,
    data: JSON.parse(row.data),
    personal: row.personal === null ? undefined : JSON.parse(row.personal),
    metadata: JSON.parse(row.metadata),
  });

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
      // The last of its stream is not out of order there: only the hole it left tells.
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

  it('betrays an event taken out of the middle of its stream', async () => {
    for (const row of longest().slice(0, -1)) {
      expect(await after(remove(row))).toContainEqual(at(row, 'missing'));
    }
  });

  it('betrays the end of a stream, or a whole stream, taken out from between others', async () => {
    expect(await after(remove(longest().at(-1)!))).toEqual([holeInLog]);
    expect(await after(remove(...longest()))).not.toEqual([]);
    expect(new Set((await after(remove(...longest()))).map(({ stream }) => stream))).toEqual(new Set(['$all']));
  });

  it('betrays two events of a stream that changed places', async () => {
    const [, first, second] = longest() as [StoredRow, StoredRow, StoredRow];
    const revisions = await after((db) => {
      setColumn(first, 'revision', -1)(db);
      setColumn(second, 'revision', first.revision)(db);
      setColumn(first, 'revision', second.revision)(db);
    });
    expect(revisions).toEqual(expect.arrayContaining([at(first, 'changed'), at(second, 'changed')]));

    const positions = await after((db) => exchangePositions(db, first, second));
    expect(positions).toContainEqual(at(first, 'reordered'));

    const contents = await after((db) => {
      setColumn(first, 'data', second.data)(db);
      setColumn(second, 'data', first.data)(db);
    });
    expect(contents).toEqual(expect.arrayContaining([at(first, 'changed'), at(second, 'changed')]));
  });

  it('betrays an event put in', async () => {
    const end = longest().at(-1)!;
    const place = { ...end, position: rows.length + 1, revision: end.revision + 1 };
    expect(await after((db) => insert(db, place))).toContainEqual(at(place, 'changed'));
    // Somebody may know how hashes are made, and yet not go on from the event before.
    expect(await after((db) => insert(db, rehashed(place, GENESIS_HASH)))).toContainEqual(at(place, 'inserted'));
    const later = longest().slice(2);
    const between = { ...longest()[1]!, position: rows.length + 1, revision: later[0]!.revision };
    const pushedIn = await after((db) => {
      for (const row of later.toReversed()) setColumn(row, 'revision', row.revision + 1)(db);
      insert(db, rehashed(between, eventOf(longest()[1]!).metadata.hash));
    });
    expect(pushedIn).toEqual(
      expect.arrayContaining(later.map((row) => at({ ...row, revision: row.revision + 1 }, 'changed'))),
    );
  });

  // A chain shows that what is there belongs together. That nothing followed can only be told by a head that was noted elsewhere.
  describe('cannot tell by itself, without a head kept elsewhere (G10, not yet),', () => {
    it('that its newest events were taken away', async () => {
      expect(await after(remove(...rows.slice(-3)))).toEqual([]);
    });

    it('that the end of a stream was taken out and all later positions were moved up', async () => {
      const end = longest().at(-1)!;
      const movedUp = await after((db) => {
        remove(end)(db);
        for (const row of rows.slice(end.position)) setColumn(row, 'position', row.position - 1)(db);
      });
      expect(movedUp).toEqual([]);
    });

    it('that neighbouring events of different streams changed positions', async () => {
      const border = rows.findIndex(({ stream }, index) => index > 0 && stream !== rows[index - 1]!.stream);
      expect(await after((db) => exchangePositions(db, rows[border - 1]!, rows[border]!))).toEqual([]);
    });

    it('that an end was written anew, hashes and all', async () => {
      const [before, end] = longest().slice(-2) as [StoredRow, StoredRow];
      const forged = rehashed({ ...end, data: '{"outcome":"withdrawn"}' }, eventOf(before).metadata.hash);
      const found = await after((db) => {
        setColumn(end, 'data', forged.data)(db);
        setColumn(end, 'metadata', forged.metadata)(db);
      });
      expect(found).toEqual([]);
    });
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

  /** The same event with hashes as a writer would have made them. */
  function rehashed(row: StoredRow, previousHash: string): StoredRow {
    const event = eventOf(row);
    const linked = { ...event, metadata: { ...event.metadata, previousHash } };
    return { ...row, metadata: JSON.stringify({ ...linked.metadata, hash: hashOf(linked) }) };
  }
});

/** A fault at an event's place. */
function at({ stream, revision }: Place, fault: Found['fault']): unknown {
  return expect.objectContaining({ stream, revision, fault });
}

type Place = Pick<StoredRow, 'stream' | 'revision'>;

/** Positions have no stream: what the log lost there can only be named by position. */
const holeInLog = at({ stream: '$all', revision: -1 }, 'missing');

function names(found: readonly Found[], { stream, revision }: Place): boolean {
  return found.some((fault) => fault.stream === stream && fault.revision === revision);
}

function exchangePositions(db: Database.Database, one: StoredRow, other: StoredRow): void {
  setColumn(one, 'position', -1)(db);
  setColumn(other, 'position', one.position)(db);
  setColumn({ ...one, position: -1 }, 'position', other.position)(db);
}

function insert(db: Database.Database, row: StoredRow): void {
  const columns = Object.keys(row);
  db.prepare(`INSERT INTO events (${columns.join()}) VALUES (${columns.map((name) => `@${name}`).join()})`).run(row);
}
