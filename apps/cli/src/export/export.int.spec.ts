import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fromCloudEvent, hashOf, toPosition, toCloudEvent } from '@redress/eventing';
import { readdir } from 'node:fs/promises';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';

const MARK = 'marked-narrative-4711';

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
  const rows = [{ narrative: MARK }, { id: '2', response: 'In progress' }, { id: '3' }];
  await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile(rows))]);
});
afterEach(() => cli.close());

const token = async (role: string) => (await cli.run(['token', '--role', role, '--name', 'A'])).out.trim();

describe('exporting', () => {
  it('writes every event as a line, personal data sealed', async () => {
    const { out } = await cli.run(['export']);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(21);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      specversion: '1.0',
      type: 'redress.ComplaintReceived.v4',
      sequence: '1',
    });
    expect(out).not.toContain(MARK);
    expect(out).not.toContain('05001');
  });

  it('opens personal data for a token that may read it', async () => {
    const { exitCode, out } = await cli.run(['export', '--opened', '--token', await token('compliance')]);
    expect(exitCode).toBe(0);
    expect(out).toContain(MARK);
    const marked = out.split('\n').find((line) => line.includes(MARK));
    expect(JSON.parse(marked!)).toMatchObject({ opened: true, data: { data: { description: MARK } } });
    expect(await cli.accesses()).toEqual([
      expect.objectContaining({ kind: 'export', reference: null, actor: { id: 'a', role: 'compliance' }, count: 1 }),
    ]);
  });

  it.each(['admin', 'handler', 'analyst'])('opens nothing for the role %s', async (role) => {
    const { exitCode, out, err } = await cli.run(['export', '--opened', '--token', await token(role)]);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain("The token's roles do not allow");
  });

  it('opens nothing without a token, or with a false one', async () => {
    expect((await cli.run(['export', '--opened'])).exitCode).toBe(2);
    expect((await cli.run(['export', '--opened', '--token', 'eyJ.x.y'])).err).toContain('not valid here');
  });

  it('never writes over a file, and leaves no half of one', async () => {
    const file = await cli.write('there.jsonl', 'mine');
    expect((await cli.run(['export', '--out', file])).exitCode).toBe(2);
    expect(await cli.text('there.jsonl')).toBe('mine');
    await cli.run(['export', '--out', cli.path('new.jsonl')]);
    expect((await readdir(cli.folder)).filter((name) => name.includes('.jsonl')).toSorted()).toEqual([
      'new.jsonl',
      'there.jsonl',
    ]);
  });
});

describe('reading an export back', () => {
  const restored = () => cli.path('restored');
  const importInto = (file: string) => cli.run(['import', 'redress', file, '--data', restored()]);
  beforeEach(async () => {
    await cli.run(['export', '--out', cli.path('export.jsonl')]);
  });

  it('gives the same events, hashes and positions, byte for byte', async () => {
    const { exitCode, err } = await importInto(cli.path('export.jsonl'));
    expect(exitCode).toBe(0);
    expect(err).toContain('Keys are not in an export');
    expect((await cli.run(['verify', '--data', restored()])).exitCode).toBe(0);
    await cli.run(['export', '--out', cli.path('again.jsonl'), '--data', restored()]);
    expect(await cli.text('again.jsonl')).toBe(await cli.text('export.jsonl'));
  });

  it('makes no key that would stand in the way of the right one', async () => {
    await importInto(cli.path('export.jsonl'));
    expect(await readdir(restored())).not.toContain('master.key');
    expect(await readdir(restored())).not.toContain('keys.db');
  });

  it('refuses a store that is not empty', async () => {
    const { exitCode, err } = await cli.run(['import', 'redress', cli.path('export.jsonl')]);
    expect(exitCode).toBe(3);
    expect(err).toContain('has events already');
  });

  it('refuses an altered file by its line and leaves the store empty', async () => {
    const altered = (await cli.text('export.jsonl')).split('\n');
    const line = altered.findIndex((text) => text.includes('ComplaintClosed')) + 1;
    altered[line - 1] = altered[line - 1]!.replace('"resolved"', '"withdrawn"');
    const file = await cli.write('altered.jsonl', altered.join('\n'));
    const { exitCode, err } = await importInto(file);
    expect(exitCode).toBe(1);
    expect(err).toContain(`${file}: line ${line}: changed.`);
    expect((await importInto(cli.path('export.jsonl'))).exitCode).toBe(0);
  });

  it('refuses an event that this build does not know, although its hash is right', async () => {
    const lines = (await cli.text('export.jsonl')).trimEnd().split('\n');
    const { position: _, ...event } = fromCloudEvent(JSON.parse(lines.at(-1)!));
    const renamed = { ...event, type: 'ComplaintSung' };
    const unknown = { ...renamed, metadata: { ...event.metadata, hash: hashOf(renamed) } };
    const line = JSON.stringify(toCloudEvent({ ...unknown, position: toPosition(BigInt(lines.length)) }));
    const { exitCode, err } = await importInto(await cli.write('unknown.jsonl', lines.with(-1, line).join('\n')));
    expect(exitCode).toBe(1);
    expect(err).toContain(`line ${lines.length}: ComplaintSung`);
  });

  it('refuses an opened export', async () => {
    await cli.run(['export', '--opened', '--token', await token('compliance'), '--out', cli.path('opened.jsonl')]);
    const { exitCode, err } = await importInto(cli.path('opened.jsonl'));
    expect(exitCode).toBe(2);
    expect(err).toContain('line 1 is of an opened export');
  });
});
