import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IS_DISTRIBUTED, RunningRedress, seededRandom, seedOfRun } from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { A_WEEK_LATER, allFired, firedLines, lodgeMany, MONDAY, WHAT_WAS_DUE } from './complaints-due.js';
import { Office } from '../office.js';
import { readStoredData, type StoredData } from '../stored-data.js';

const SEED = seedOfRun();
const COMPLAINTS = IS_DISTRIBUTED ? 60 : 300;
const KILLS = IS_DISTRIBUTED ? 2 : 4;
/** Long enough for some deadlines to fire, too short for all. */
const FIRING_MS_MAX = IS_DISTRIBUTED ? 3_000 : 800;

describe(`Away for a week, and killed again and again while what is due fires (REDRESS_SEED=${SEED})`, () => {
  const random = seededRandom(SEED);
  let data: string;
  let references: readonly string[];
  let answeredMeanwhile = 0;
  let stored: StoredData;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-deadlines-'));
    {
      await using monday = await RunningRedress.start({ data, env: MONDAY });
      references = await lodgeMany(await Office.open(monday), COMPLAINTS);
      expect(await monday.stop()).toBe(0);
    }
    for (let kill = 0; kill < KILLS; kill += 1) {
      const redress = await RunningRedress.start({ data, env: A_WEEK_LATER });
      const office = await Office.open(redress);
      await pause(random.below(FIRING_MS_MAX));
      // Commands are still answered while deadlines fire.
      const note = { text: 'Called back.', visibility: 'internal' };
      const reference = references[random.below(references.length)] ?? '';
      await office.decides('hana', reference, 'add-note', note);
      answeredMeanwhile += 1;
      await redress.kill();
    }
    await using redress = await RunningRedress.start({ data, env: A_WEEK_LATER });
    await allFired(await Office.open(redress), references);
    await redress.settled();
    expect(await redress.stop()).toBe(0);
    stored = await readStoredData(data);
  }, 240_000);

  afterAll(() => rm(data, { recursive: true, force: true }));

  it('answered commands meanwhile', () => {
    expect(answeredMeanwhile).toBe(KILLS);
  });

  it('recorded what was due once for each complaint, with when it was due, its policy and its calendar', () => {
    const lines = firedLines(stored.recorded);
    expect(lines.size).toBe(COMPLAINTS);
    for (const [stream, fired] of lines) expect([stream, fired]).toEqual([stream, WHAT_WAS_DUE]);
  });

  it('kept its chains and its views in order', () => {
    expect(stored.chainFaults).toEqual([]);
    expect(stored.viewFaults).toEqual([]);
  });
});
