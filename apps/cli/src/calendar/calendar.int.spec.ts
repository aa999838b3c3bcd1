import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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

describe('redress calendar apply', () => {
  it('refuses what is no version, and names the line of a fault in the file', async () => {
    const file = await cli.write('a.ics', announced);
    expect((await cli.run(['calendar', 'apply', file, '--version', 'generic'])).exitCode).toBe(2);
    const broken = await cli.write('b.ics', announced.replace('20301206', '2030'));
    const { exitCode, err } = await cli.run(['calendar', 'apply', broken, '--version', 'generic@2']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('Line 3: Must be a whole day')]);
  });

  it('leaves closed complaints alone', async () => {
    await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
    const { out } = await cli.run(['calendar', 'apply', await cli.write('a.ics', announced), '--version', 'generic@2']);
    expect(out).toContain('0 open complaints count by generic@2 now');
  });
});
