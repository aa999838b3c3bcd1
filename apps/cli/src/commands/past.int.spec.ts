import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';

const MARK = 'marked-narrative-4712';

let cli: CommandLine;
let reference: string;
beforeEach(async () => {
  cli = await CommandLine.open();
  await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{ narrative: MARK }]))]);
  const [first] = (await cli.run(['export'])).out.split('\n');
  reference = JSON.parse(first!).subject.slice('complaint-'.length);
});
afterEach(() => cli.close());

describe('the history of a complaint', () => {
  it('shows every event with who, when and why, personal data sealed', async () => {
    const { exitCode, out } = await cli.run(['history', reference]);
    expect(exitCode).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(1 + 9);
    expect(out).toContain('company-approver (supervisor)');
    expect(out).toContain('description=[sealed]');
    expect(out).not.toContain(MARK);
  });

  it('shows personal data when asked to, and otherwise as if it were erased', async () => {
    expect((await cli.run(['history', reference, '--opened'])).out).toContain(MARK);
    expect((await cli.json('history', reference)).events[0].data.description).toEqual({ erased: true });
  });

  it('takes the reference as people write it, and as it was known at a moment', async () => {
    const written = `${reference.slice(0, 4)}-${reference.slice(4, 8)}-${reference.slice(8)}`.toLowerCase();
    expect((await cli.json('history', written, '--at-revision', '2')).events).toHaveLength(3);
    const { exitCode, err } = await cli.run(['history', written, '--at', '2024-03-10T00:00:00Z']);
    expect(exitCode).toBe(1);
    expect(err).toContain('that was known at 2024-03-10T00:00:00.000Z');
  });

  it.each([
    ['nonsense', 'twelve letters and digits'],
    ['7K3M-9QXD-41PC', 'check symbol does not match'],
    ['۱۲۳۴-۵۶۷۸-۹۰۱۲-۳۱', 'check symbol does not match'],
  ])('refuses %s with a reason', async (text, reason) => {
    const { exitCode, err } = await cli.run(['history', text]);
    expect(exitCode).toBe(2);
    expect(err).toContain(reason);
  });

  it('needs the keys to show personal data, and says which one is not there', async () => {
    await rm(`${cli.data}/master.key`);
    expect((await cli.run(['history', reference])).exitCode).toBe(0);
    const { exitCode, err } = await cli.run(['history', reference, '--opened']);
    expect(exitCode).toBe(3);
    expect(err).toContain('There is no master key at');
  });
});

describe('showing personal data on the machine', () => {
  it('is recorded in the access log, under the account of the operating system', async () => {
    await cli.run(['history', reference]);
    await cli.run(['replay', reference]);
    expect(await cli.accesses()).toEqual([]);
    await cli.run(['history', reference, '--opened']);
    await cli.run(['replay', reference, '--opened', '--json']);
    const actor = { id: `operator:${userInfo().username}`, role: 'operator' };
    expect(await cli.accesses()).toEqual([
      expect.objectContaining({ kind: 'history', actor, reference, count: 1 }),
      expect.objectContaining({ kind: 'replay', actor, reference, count: 1 }),
    ]);
    await cli.run(['history', '7K3M-9QXD-41PD', '--opened']);
    expect(await cli.accesses()).toHaveLength(2);
  });

  it('is refused where it cannot be recorded', async () => {
    const other = cli.with({ REDRESS_READ_STORE: `sqlite:${await cli.write('no-folder', '')}/views.db` });
    expect((await other.run(['history', reference])).exitCode).toBe(0);
    const { exitCode, out, err } = await other.run(['history', reference, '--opened']);
    expect([exitCode, out]).toEqual([3, '']);
    expect(err).toContain('Personal data is shown only where the access log can record it');
  });
});

describe('the replay of a complaint', () => {
  it('shows what each event changed', async () => {
    const { events } = await cli.json('replay', reference);
    expect(events[8].changes).toEqual([
      { part: 'closedAs', before: null, after: 'resolved' },
      { part: 'status', before: 'accepted', after: 'closed' },
    ]);
  });

  it('shows it to people line by line', async () => {
    const { out } = await cli.run(['replay', reference]);
    expect(out).toContain('5  ResponseApproved');
    expect(out).toContain('response.standing: proposed -> approved');
    expect(out).not.toContain(MARK);
  });

  it('ends at the wanted revision', async () => {
    expect((await cli.json('replay', reference, '--at-revision', '3')).events).toHaveLength(4);
  });
});
