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

  it('check and publish refuse a policy that lets nobody, or somebody unknown, know of confidential complaints', async () => {
    const staff = await cli.write('staff.yaml', 'people: { sara: { email: sara@example.org } }');
    const office = await CommandLine.open({ REDRESS_STAFF: staff });
    const run = async (command: string, asked: readonly string[]) => {
      const file = await office.write('a.json', text({ confidentiality: { asked } }));
      const { exitCode, err } = await office.run(['policy', command, file]);
      return [exitCode, /\/confidentiality\S*: .*/.exec(err)?.[0]];
    };
    for (const command of ['check', 'publish']) {
      expect(await run(command, [])).toEqual([1, '/confidentiality/asked: Must be a list of 1 to 50 items.']);
      const meant = 'Must be somebody in the staff directory. Did you mean sara?';
      expect(await run(command, ['sarah'])).toEqual([1, `/confidentiality/asked/0: ${meant}`]);
      expect(await run(command, ['Sara'])).toEqual([0, undefined]);
    }
    await office.close();
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

  it('publish says when a version is not in force yet, and when its calendar ends soon or has ended', async () => {
    const ownCalendar = (to: string) => ({
      calendar: 'acme-offices@1',
      ownCalendar: {
        names: { en: 'Acme', fa: 'اکمی' },
        basedOn: 'generic@1',
        holidays: [],
        covers: { from: '2020-01-01', to },
        source: { text: 'The board of Acme.', on: '2026-11-26' },
      },
    });
    const clocks = acme.clocks.map((rule) => ({
      ...rule,
      limit: { length: 5, unit: 'business-days', end: 'end-of-day' },
    }));
    const day = (ahead: number) => Temporal.Now.plainDateISO().add({ days: ahead }).toString();
    const published = async (change: object) =>
      cli.run(['policy', 'publish', await cli.write('a.json', text({ clocks, ...change }))]);
    const ended = await published(ownCalendar(day(-2)));
    expect([ended.exitCode, ended.err]).toEqual([1, expect.stringContaining('would not run')]);
    const soon = await published({ ...ownCalendar(day(100)), validFrom: day(50) });
    expect([soon.exitCode, soon.out]).toEqual([0, expect.stringContaining('It is not in force yet')]);
    expect(soon.err).toContain(`knows its holidays to ${day(100)} only`);
    const far = await published({ ...ownCalendar(day(400)), version: 'acme@2', calendar: 'acme-offices@2' });
    expect([far.exitCode, far.err]).toEqual([0, '']);
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

  it('publish is refused where that takes two people: one proposes, and another decides under their own name', async () => {
    const office = await CommandLine.open({ REDRESS_POLICY_APPROVAL: 'two' });
    const file = await office.write('a.json', text());
    const alone = await office.run(['policy', 'publish', file]);
    expect([alone.exitCode, alone.err]).toEqual([1, expect.stringContaining('Propose this version')]);
    expect((await office.json('policy', 'list')).items[0]).toMatchObject({ version: 'acme@1', standing: 'drafted' });
    expect((await office.run(['policy', 'propose', file])).out).toContain('waits for another person');
    expect((await office.run(['policy', 'propose', 'acme@1'])).out).toContain('was proposed already');
    for (const decision of ['approve', 'reject']) {
      const { exitCode, err } = await office.run(['policy', decision, file, '--reason', 'x']);
      expect([exitCode, err]).toEqual([2, expect.stringContaining('--token-file')]);
    }
    expect((await office.run(['policy', 'withdraw', 'acme@1'])).out).toContain('is not proposed any more');
    await office.close();
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
