import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shippedPolicies, shippedPolicyOf } from '@redress/policies';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';

const acme = { ...shippedPolicyOf('generic@2'), version: 'acme@1' };
const text = (change: object = {}): string => JSON.stringify({ ...acme, ...change }, undefined, 2);

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
});
afterEach(() => cli.close());

describe('redress policy', () => {
  it('check names every fault by file, line and column, and needs no data folder', async () => {
    expect((await cli.run(['policy', 'check', await cli.write('a.json', text())])).out).toContain(
      'acme@1 has no fault',
    );
    const file = await cli.write('b.yaml', text({ calendar: 'moon@1', retentionYears: 0 }));
    const { exitCode, err } = await cli.run(['policy', 'check', file]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/b\.yaml:\d+:\d+: \/retentionYears: Must be a whole number from 1 to 100\./);
  });

  it('publish puts a version in force once, and complaints that come in then are under it', async () => {
    const file = await cli.write('a.json', text({ validFrom: '2000-01-01' }));
    expect((await cli.run(['policy', 'publish', file])).out).toContain('acme@1 is published');
    expect((await cli.run(['policy', 'publish', file])).out).toContain('was published already');
    await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
    const versions = (await cli.run(['export'])).out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ subject }) => subject.startsWith('complaint-'))
      .map(({ data }) => data.metadata.policyVersion);
    expect(new Set(versions)).toEqual(new Set(['acme@1']));
    expect((await cli.run(['verify'])).exitCode).toBe(0);
    expect((await cli.run(['rebuild', '--all'])).exitCode).toBe(0);
  });

  it('publish never changes a published version', async () => {
    await cli.run(['policy', 'publish', await cli.write('a.json', text())]);
    const { exitCode, err } = await cli.run([
      'policy',
      'publish',
      await cli.write('b.json', text({ retentionYears: 7 })),
    ]);
    expect(exitCode).toBe(1);
    expect(err).toContain('Draft the next version instead.');
  });

  it('list shows what is in the log and what ships', async () => {
    await cli.run(['policy', 'publish', await cli.write('a.json', text())]);
    const { items } = await cli.json('policy', 'list');
    expect(items).toHaveLength(1 + shippedPolicies().length);
    expect(items[0]).toMatchObject({ version: 'acme@1', standing: 'published' });
    expect((await cli.run(['policy', 'list'])).out).toMatch(/ir-20-day@1 +shipped/);
  });

  it('diff tells what differs, value by value', async () => {
    const file = await cli.write('b.json', text({ version: 'acme@2', retentionYears: 7 }));
    await cli.run(['policy', 'publish', await cli.write('a.json', text())]);
    const { exitCode, out } = await cli.run(['policy', 'diff', 'acme@1', file]);
    expect([exitCode, out.trimEnd().split('\n')]).toEqual([
      1,
      ['/version: "acme@1" -> "acme@2"', '/retentionYears: 6 -> 7'],
    ]);
    expect(await cli.run(['policy', 'diff', file, file])).toMatchObject({ exitCode: 0, out: '' });
  });
});
