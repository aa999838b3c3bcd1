import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningRedress } from '@redress/testing';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const TOUR_MS_MAX = 120_000;

/** The shell blocks of the tour as one script, for the system under test instead of the usual port. */
function tourIn(readme: string, url: string): string {
  const section = /## Five minutes with it\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block);
  return blocks.join('\n').replace('http://127.0.0.1:8080', url);
}

describe('The tour of the README', () => {
  let redress: RunningRedress;
  let printed: string;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    const tour = tourIn(await readFile(join(ROOT, 'README.md'), 'utf8'), redress.url);
    const env = { ...process.env, NODE_OPTIONS: '', REDRESS_DATA: redress.data };
    const { stdout } = await promisify(execFile)('bash', ['-euc', tour], { cwd: ROOT, env, timeout: TOUR_MS_MAX });
    printed = stdout;
  }, TOUR_MS_MAX);

  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
  });

  it('lodges, follows and handles a complaint to its end', () => {
    const events = [...printed.matchAll(/"events":\[([^\]{]*)\]/g)].map(([, types]) => types);
    expect(events).toEqual([
      '"ComplaintAssessed"',
      '"FindingRecorded"',
      '"ResponseProposed"',
      '"ResponseApproved"',
      '"DecisionCommunicated"',
      '"DecisionAccepted"',
      '"RemedyDelivered"',
      '"ComplaintClosed"',
    ]);
  });

  it('shows that the proposer may not approve', () => {
    expect(printed).toContain('"code":"approver-is-proposer"');
  });

  it('looks back, counts and verifies', () => {
    expect(printed).toMatch(/"revision":3\b/);
    expect(printed).toContain('ComplaintClosed');
    expect(printed).toMatch(/"group":\{"product":"credit-card","status":"closed"\},"count":1/);
    expect(printed).not.toMatch(/"status":5\d\d/);
  });
});
