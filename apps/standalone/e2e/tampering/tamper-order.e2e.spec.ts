import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GENESIS_HASH } from '@redress/eventing';
import type Database from 'better-sqlite3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  exchangePositions,
  type Found,
  foundAfter,
  hashIn,
  insert,
  type Place,
  rehashed,
  remove,
  rowsOf,
  setColumn,
  type StoredRow,
  tamper,
} from './tampering.js';
import { recordTwoComplaints } from '../two-complaints.js';

describe('A log in which somebody took out, moved or put in events by hand', () => {
  let folder: string;
  let log: string;
  let rows: readonly StoredRow[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-tamper-'));
    await recordTwoComplaints(folder);
    log = join(folder, 'events.db');
    endWithAnother(log);
    rows = rowsOf(log);
  }, 60_000);

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const after = (change: (db: Database.Database) => void): Promise<readonly Found[]> => foundAfter(log, change);
  /** The complaint with the longest history: it begins first, and another's events lie in between. */
  const longest = () => rows.filter(({ stream }) => stream === rows[0]!.stream);

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
    // An attacker may know how hashes are computed, yet not continue from the previous event.
    expect(await after((db) => insert(db, rehashed(place, GENESIS_HASH)))).toContainEqual(at(place, 'inserted'));
    const later = longest().slice(2);
    const between = { ...longest()[1]!, position: rows.length + 1, revision: later[0]!.revision };
    const pushedIn = await after((db) => {
      for (const row of later.toReversed()) setColumn(row, 'revision', row.revision + 1)(db);
      insert(db, rehashed(between, hashIn(longest()[1]!)));
    });
    expect(pushedIn).toEqual(
      expect.arrayContaining(later.map((row) => at({ ...row, revision: row.revision + 1 }, 'changed'))),
    );
  });

  // A chain proves that the existing events belong together. That nothing followed can only be detected with a head noted elsewhere.
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
      const forged = rehashed({ ...end, data: '{"outcome":"withdrawn"}' }, hashIn(before));
      const found = await after((db) => {
        setColumn(end, 'data', forged.data)(db);
        setColumn(end, 'metadata', forged.metadata)(db);
      });
      expect(found).toEqual([]);
    });
  });
});

/** Takes away what the system still recorded on the first complaint after the last event of another, so that none of its events is the newest. */
function endWithAnother(log: string): void {
  const rows = rowsOf(log);
  const last = rows.findLastIndex(({ stream }) => stream !== rows[0]!.stream);
  tamper(log, remove(...rows.slice(last + 1)));
}

/** A fault at an event's place. */
function at({ stream, revision }: Place, fault: Found['fault']): unknown {
  return expect.objectContaining({ stream, revision, fault });
}

/** Positions have no stream: a loss there can only be named by position. */
const holeInLog = at({ stream: '$all', revision: -1 }, 'missing');
