import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from '../office.js';
import { readStoredData, type StoredData } from '../stored-data.js';

const PAIRS = 12;

/** An earlier complaint, a later one merged into it, and one split off the earlier. */
interface Trio {
  readonly earlier: string;
  readonly later: string;
  readonly part: string;
}

describe('What was decided about two complaints, in a process that was killed as soon as it had answered', () => {
  let data: string;
  let trios: readonly Trio[];
  let stored: StoredData;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-carried-over-'));
    {
      const redress = await RunningRedress.start({ data });
      const office = await Office.open(redress);
      const lodged: [string, string][] = [];
      for (let pair = 0; pair < PAIRS; pair += 1) lodged.push([await lodge(office), await lodge(office)]);
      trios = await Promise.all(
        lodged.map(async ([earlier, later]) => {
          const split = office.post('hana', `/api/cases/${earlier}/split`, { description: 'The card, too.' });
          await office.decides('hana', later, 'merge', { into: earlier });
          return { earlier, later, part: String((await split).body['into']) };
        }),
      );
      await redress.kill();
    }
    await using redress = await RunningRedress.start({ data });
    await redress.settled();
    expect(await redress.stop()).toBe(0);
    stored = await readStoredData(data);
  }, 120_000);

  afterAll(() => rm(data, { recursive: true, force: true }));

  const typesOf = (reference: string) =>
    stored.recorded
      .filter(({ stream }) => stream === `complaint-${reference.replaceAll('-', '')}`)
      .map(({ type }) => type)
      .filter((type) => !['ComplaintAcknowledged', 'NotificationSent', 'TaskAssigned'].includes(type));

  it('is recorded on both, once', () => {
    for (const { earlier, later, part } of trios) {
      const onEarlier = [...typesOf(earlier)].sort();
      expect(onEarlier).toEqual(['ComplaintAbsorbed', 'ComplaintReceived', 'ComplaintSplit']);
      expect(typesOf(later)).toEqual(['ComplaintReceived', 'ComplaintMerged']);
      expect(typesOf(part)).toEqual(['ComplaintReceived']);
    }
  });

  it('leaves the chains and the views in order', () => {
    expect(stored.chainFaults).toEqual([]);
    expect(stored.viewFaults).toEqual([]);
  });
});

async function lodge(office: Office): Promise<string> {
  return String((await office.lodge({ description: 'Charged twice.' })).body['reference']);
}
