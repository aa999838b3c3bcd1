import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandLine } from '../command-line.mother.spec.js';

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
});
afterEach(() => cli.close());

/** Two installations with all their views, on a machine that does other things. */
const SLOW_MS_MAX = 180_000;
const UNTIL = ['--until', '2026-11-20'];

describe('Generating complaints', () => {
  it('fills an empty folder: the log verifies, and every view is as the log makes it', async () => {
    const made = await cli.json('generate', '--complaints', '60', ...UNTIL);
    expect(made).toMatchObject({ complaints: 60, refused: [], interrupted: false, until: '2026-11-20T23:59:59.999Z' });
    expect(await cli.json('verify')).toMatchObject({ passed: true });
    const { checked } = await cli.json('check', 'views');
    expect(checked.map(({ faultCount }: { readonly faultCount: number }) => faultCount)).toEqual(
      Array.from({ length: made.views }, () => 0),
    );
    const { views } = await cli.json('views');
    expect(views.map(({ behind }: { readonly behind: number }) => behind)).toEqual(views.map(() => 0));
  });

  it(
    'in threads makes the same',
    async () => {
      const many = ['generate', '--complaints', '500', ...UNTIL];
      const alone = await cli.json(...many, '--threads', '1');
      const together = JSON.parse(
        (await cli.run([...many, '--threads', '3', '--data', cli.path('other'), '--json'])).out,
      );
      expect(together).toEqual(alone);
      expect(alone).toMatchObject({ complaints: 500, refused: [] });
    },
    SLOW_MS_MAX,
  );

  it('publishes its policies by two parties, once, also where it begins again before the first complaint', async () => {
    const office = await CommandLine.open({ REDRESS_POLICY_APPROVAL: 'two' });
    const args = ['generate', '--complaints', '5', ...UNTIL, '--threads', '1'];
    await office.run(args, AbortSignal.abort());
    expect((await office.json('policy', 'list')).items[0]).toMatchObject({ standing: 'published' });
    expect(await office.json(...args)).toMatchObject({ complaints: 5, refused: [] });
    const types = (await office.run(['export'])).out
      .trimEnd()
      .split('\n')
      .map((line) => String((JSON.parse(line) as { readonly type: unknown }).type));
    const count = (event: string) => types.filter((type) => type.includes(event)).length;
    expect(count('PolicyPublished')).toBeGreaterThan(0);
    expect(count('PolicyApproved')).toBe(count('PolicyPublished'));
    await office.close();
  });

  it('refuses a folder that has events, and says what to do', async () => {
    await cli.json('sample-data', '--complaints', '5');
    const { exitCode, err } = await cli.run(['sample-data']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('Name another folder with --data.')]);
  });

  it('refuses an end that has not come, and what is no number of complaints', async () => {
    const future = await cli.run(['generate', '--complaints', '5', '--until', '2126-11-20']);
    const none = await cli.run(['generate', '--complaints', '0']);
    const unsaid = await cli.run(['generate']);
    expect([future, none, unsaid].map(({ exitCode }) => exitCode)).toEqual([2, 2, 2]);
    expect(future.err).toContain('--until lies in the future');
    expect(none.err).toContain('Give a whole number from 1 to');
  });

  it('refuses more than the disk can hold, before it writes anything', async () => {
    const { exitCode, err } = await cli.run(['generate', '--complaints', '10000000']);
    expect([exitCode, err]).toEqual([3, expect.stringMatching(/need about [\d.]+ GiB .* Free some space/)]);
    expect((await cli.json('sample-data', '--complaints', '5')).complaints).toBe(5);
  });

  it('stops between two batches when it is interrupted, and leaves whole complaints', async () => {
    const { exitCode, out } = await cli.run(['generate', '--complaints', '400', '--json'], AbortSignal.abort());
    expect([exitCode, JSON.parse(out)]).toEqual([130, expect.objectContaining({ complaints: 0, interrupted: true })]);
    expect(await cli.json('verify')).toMatchObject({ passed: true });
  });
});
