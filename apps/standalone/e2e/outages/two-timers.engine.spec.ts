import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, launchDistributed, seededRandom, seedOfRun } from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firedLines, lodgeMany, MONDAY, WHAT_WAS_DUE } from '../complaints/complaints-due.js';
import { Office } from '../office.js';
import { readStoredData, type StoredData } from '../stored-data.js';

const SEED = seedOfRun();
const COMPLAINTS = 200;
/** Complaints watched, to time the kill when some have fired and some have not. */
const WATCHED = 20;
const STORY_MS_MAX = 300_000;
const FIRING_MS_MAX = 120_000;
const DAY_MS = 86_400_000;
/** Seven weeks later both clocks of `basic@1` are long due: the acknowledgement, and the decision thirty days after receipt. */
const SEVEN_WEEKS_LATER = { REDRESS_CLOCK: 'start=2026-12-21T09:00:00Z' };

describe(`Two processes that fire what came due while both were away, one of them killed in the middle of it (REDRESS_SEED=${SEED}),`, () => {
  const random = seededRandom(SEED);
  let leftAtKill = 0;
  let data: string;
  let stored: StoredData;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-timers-'));
    const references = await lodged(data);
    await using redress = await launchDistributed({ data, env: SEVEN_WEEKS_LATER });
    await Promise.all([redress.listening(), redress.restart('case-handling-2')]);
    const office = await Office.open(redress);
    const watched = Array.from({ length: WATCHED }, () => references[random.below(COMPLAINTS)] ?? '');
    leftAtKill = await leftWhen(office, watched, 1 + random.below(WATCHED / 4));
    const doomed = random.below(2) === 0 ? 'case-handling' : 'case-handling-2';
    await redress.service(doomed).kill();
    // Restarted, because one of them is queried below. By then the other has continued.
    await redress.restart(doomed);
    for (const reference of references) await allFiredOn(office, reference);
    await redress.settled();
    expect(await redress.stop()).toBe(0);
    stored = await readStoredData(data);
  }, STORY_MS_MAX);

  afterAll(() => rm(data, { recursive: true, force: true }));

  it('were at it when one died, with more to fire', () => {
    expect(leftAtKill).toBeGreaterThan(0);
  });

  it('recorded each due of each complaint once and in order, with when it was due, its policy and its calendar', () => {
    const lines = firedLines(stored.recorded);
    expect(lines.size).toBe(COMPLAINTS);
    for (const { type, stream, metadata } of stored.recorded) {
      if (type !== 'ComplaintReceived') continue;
      const dueAt = new Date(Date.parse(metadata.occurredAt) + 30 * DAY_MS).toISOString();
      const ofDecision = ['DeadlineMissed', 'ComplaintEscalated'].map(
        (fired) => `${fired} decision 1 generic@1 basic@1 ${dueAt}`,
      );
      expect([stream, lines.get(stream)]).toEqual([stream, [...WHAT_WAS_DUE, ...ofDecision]]);
    }
  });

  it('kept their chains and their views in order', () => {
    expect(stored.chainFaults).toEqual([]);
    expect(stored.viewFaults).toEqual([]);
  });
});

async function lodged(data: string): Promise<readonly string[]> {
  await using monday = await launchDistributed({ data, env: MONDAY });
  await monday.listening();
  const references = await lodgeMany(await Office.open(monday), COMPLAINTS);
  await monday.settled();
  expect(await monday.stop()).toBe(0);
  return references;
}

/** Whether everything due on a complaint is recorded. */
async function hasFired(office: Office, reference: string): Promise<boolean> {
  const { status, body } = await office.get<{ clocks: readonly { fired: readonly unknown[] }[] }>(
    'hana',
    `/api/cases/${reference}/clocks`,
  );
  return status === 200 && body.clocks.every(({ fired }) => fired.length >= 2);
}

async function allFiredOn(office: Office, reference: string): Promise<void> {
  await eventually(() => hasFired(office, reference), Boolean, FIRING_MS_MAX);
}

/** Resolves, when at least this many of these have fired, with the number that have not. */
async function leftWhen(office: Office, watched: readonly string[], least: number): Promise<number> {
  const count = async (): Promise<number> => {
    const fired = await Promise.all(watched.map((reference) => hasFired(office, reference)));
    return fired.filter(Boolean).length;
  };
  return WATCHED - (await eventually(count, (fired) => fired >= least, FIRING_MS_MAX));
}
