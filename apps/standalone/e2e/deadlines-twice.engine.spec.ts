import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchDistributed, type DistributedRedress } from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { A_WEEK_LATER, allFired, firedLines, lodgeMany, MONDAY, WHAT_WAS_DUE } from './complaints-due.js';
import { Office } from './office.js';
import { readStoredData, type StoredData } from './stored-data.js';

const COMPLAINTS = 80;

describe('Two processes of case-handling, of which one is killed while what is due fires', () => {
  let data: string;
  let stored: StoredData;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-twice-'));
    const monday = await launchDistributed({ data, env: MONDAY });
    await monday.listening();
    const references = await lodgeMany(await Office.open(monday), COMPLAINTS);
    await monday.settled();
    await monday.stop();
    await using redress: DistributedRedress = await launchDistributed({ data, env: A_WEEK_LATER });
    await Promise.all([redress.listening(), redress.restart('case-handling-2')]);
    await redress.service('case-handling').kill();
    await redress.restart('case-handling');
    await allFired(await Office.open(redress), references);
    await redress.settled();
    await redress.stop();
    stored = await readStoredData(data);
  }, 180_000);

  afterAll(() => rm(data, { recursive: true, force: true }));

  it('records what was due once for each complaint', () => {
    const lines = firedLines(stored.recorded);
    expect(lines.size).toBe(COMPLAINTS);
    for (const [stream, fired] of lines) expect([stream, fired]).toEqual([stream, WHAT_WAS_DUE]);
  });
});
