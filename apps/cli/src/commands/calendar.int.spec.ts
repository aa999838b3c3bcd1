import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shippedPolicyOf } from '@redress/policies';
import { readFile } from 'node:fs/promises';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';

const announced = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:20301206',
  'SUMMARY:Announced late',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
});
afterEach(() => cli.close());

describe('redress calendar import', () => {
  const ownCalendar = {
    names: { en: 'Acme', fa: 'اکمی' },
    basedOn: 'generic@1',
    holidays: [],
    source: { text: 'The board of Acme.', on: '2026-11-26' },
  };
  const own = { ...shippedPolicyOf('generic@2'), version: 'acme@1', calendar: 'acme-offices@1', ownCalendar };

  it('writes the days of the file into the calendar of the policy, once', async () => {
    const policy = await cli.write('acme.json', JSON.stringify(own));
    const file = await cli.write('a.ics', announced);
    expect((await cli.run(['calendar', 'import', file, policy])).out).toContain('1 holidays were added');
    expect((await cli.run(['calendar', 'import', file, policy])).out).toContain('1 were there already');
    expect(JSON.parse(await readFile(policy, 'utf8'))).toMatchObject({
      ownCalendar: { holidays: [{ on: '2030-12-06' }] },
    });
    expect((await cli.run(['policy', 'check', policy])).exitCode).toBe(0);
  });

  it('lists by year what it would add, says what looks regional, and adds nothing with --dry-run', async () => {
    const policy = await cli.write('acme.json', JSON.stringify(own));
    const before = await readFile(policy, 'utf8');
    const file = await cli.write('a.ics', announced.replace('Announced late', 'Town day (North)'));
    const { exitCode, out, err } = await cli.run(['calendar', 'import', file, policy, '--dry-run']);
    expect([exitCode, out]).toEqual([
      0,
      expect.stringContaining('2030: 1 days\n  2030-12-06  Town day (North)  [looks'),
    ]);
    expect(out).toContain('1 holidays would be added');
    expect(err).toContain('1 days look regional');
    expect(await readFile(policy, 'utf8')).toBe(before);
  });

  it('leaves a policy as it is that has no calendar of its own, or faults', async () => {
    const shipped = await cli.write(
      'b.json',
      JSON.stringify({ ...own, calendar: 'generic@1', ownCalendar: undefined }),
    );
    const faulty = await cli.write('c.json', JSON.stringify({ ...own, calendar: 'generic@1' }));
    const file = await cli.write('a.ics', announced);
    const refused = await cli.run(['calendar', 'import', file, shipped]);
    expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining('Give the policy an ownCalendar')]);
    const broken = await cli.run(['calendar', 'import', file, faulty]);
    expect([broken.exitCode, broken.err]).toEqual([1, expect.stringMatching(/c\.json:1:\d+: \/calendar: /)]);
  });
});

describe('redress calendar apply', () => {
  it('refuses what is no version, and names the line of a fault in the file', async () => {
    const file = await cli.write('a.ics', announced);
    expect((await cli.run(['calendar', 'apply', file, '--version', 'generic'])).exitCode).toBe(2);
    const broken = await cli.write('b.ics', announced.replace('20301206', '2030'));
    const { exitCode, err } = await cli.run(['calendar', 'apply', broken, '--version', 'generic@2']);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('Line 3: Must be a whole day')]);
  });

  it('leaves closed complaints alone', async () => {
    await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
    const { out } = await cli.run(['calendar', 'apply', await cli.write('a.ics', announced), '--version', 'generic@2']);
    expect(out).toContain('0 open complaints now use generic@2');
  });
});
