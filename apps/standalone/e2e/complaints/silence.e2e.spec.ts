import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedPolicyOf } from '@redress/policies';
import { eventually, RunningRedress, seededRandom, seedOfRun } from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ASSESSMENT } from '../command-routes.js';
import { MONDAY } from './complaints-due.js';
import { Office } from '../office.js';
import { readStoredData, type StoredData } from '../stored-data.js';

const SEED = seedOfRun();
const COMPLAINTS = 40;
const KILLS = 2;
const FIRING_MS_MAX = 400;
/** Three weeks later, when every silence has long expired. */
const LATER = { REDRESS_CLOCK: 'start=2026-11-23T09:00:00Z' };
/** Informed on Monday 2 November: five business days are Tuesday 3 to Monday 9. */
const UNTIL = '2026-11-09T23:59:59.999Z';

const quiet = {
  ...shippedPolicyOf('generic@2'),
  version: 'quiet@1',
  scope: { products: ['tea'] },
  silence: { after: { length: 5, unit: 'business-days', end: 'end-of-day' }, means: 'closed' },
};
const RESPONSE = { decision: 'not-upheld', explanation: 'It is served so.', remedies: [] };

async function decided(office: Office): Promise<string> {
  const { body } = await office.lodge({ description: 'The tea was cold.', product: 'tea' });
  const reference = String(body['reference']);
  await office.decides('hana', reference, 'assess', ASSESSMENT);
  await office.decides('hana', reference, 'propose-response', RESPONSE);
  await office.decides('sara', reference, 'approve-response', {});
  await office.decides('hana', reference, 'communicate-decision', {});
  return reference;
}

describe(`Decisions that nobody answers, while the process is away and killed when it comes back (REDRESS_SEED=${SEED}),`, () => {
  const random = seededRandom(SEED);
  let data: string;
  let stored: StoredData;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-silence-'));
    const references: string[] = [];
    {
      await using monday = await RunningRedress.start({ data, env: MONDAY });
      const office = await Office.open(monday);
      await office.post('adam', '/api/policies/quiet/draft', { policy: quiet });
      await office.post('adam', '/api/policies/quiet/publish', { version: 1 });
      for (let one = 0; one < COMPLAINTS; one += 1) references.push(await decided(office));
      expect(await monday.stop()).toBe(0);
    }
    for (let kill = 0; kill < KILLS; kill += 1) {
      const redress = await RunningRedress.start({ data, env: LATER });
      await pause(random.below(FIRING_MS_MAX));
      await redress.kill();
    }
    await using redress = await RunningRedress.start({ data, env: LATER });
    const office = await Office.open(redress);
    for (const reference of references) {
      await eventually(
        () => office.get('hana', `/api/cases/${reference}`),
        ({ body }) => body['status'] === 'closed',
      );
    }
    await redress.settled();
    expect(await redress.stop()).toBe(0);
    stored = await readStoredData(data);
  }, 120_000);

  afterAll(() => rm(data, { recursive: true, force: true }));

  it('count as accepted once, at the instant that the policy says, and close the complaint', () => {
    const ends = stored.recorded.filter(({ type }) => type === 'DecisionAccepted' || type === 'ComplaintClosed');
    const lines = Map.groupBy(ends, ({ stream }) => stream);
    expect(lines.size).toBe(COMPLAINTS);
    for (const [stream, its] of lines) {
      const told = its.map(({ type, metadata }) => `${type} ${metadata.policyVersion} ${metadata.occurredAt}`);
      expect([stream, told]).toEqual([
        stream,
        [`DecisionAccepted quiet@1 ${UNTIL}`, `ComplaintClosed quiet@1 ${UNTIL}`],
      ]);
    }
  });

  it('leave chains and views in order', () => {
    expect(stored.chainFaults).toEqual([]);
    expect(stored.viewFaults).toEqual([]);
  });
});
