import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';

const NAME = 'ab'.repeat(16);

let cli: CommandLine;
let folder: string;
beforeEach(async () => {
  cli = await CommandLine.open();
  await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
  const { subject } = JSON.parse((await cli.run(['export'])).out.split('\n')[0]!);
  folder = `${cli.data}/attachments/${String(subject).slice('complaint-'.length)}`;
  await mkdir(folder, { recursive: true });
});
afterEach(() => cli.close());

/** Stores a file like a crash long ago, before its event was recorded. */
async function orphan(name = NAME): Promise<void> {
  await writeFile(`${folder}/${name}`, 'sealed');
  await utimes(`${folder}/${name}`, new Date('2026-01-02'), new Date('2026-01-02'));
}

describe('sweeping attachments', () => {
  it('tells what it would do, and then does it', async () => {
    await orphan();
    const told = await cli.run(['attachments', 'sweep', '--dry-run']);
    expect([told.exitCode, await readdir(folder)]).toEqual([0, [NAME]]);
    expect(told.out).toMatch(new RegExp(`^set aside  \\S+  ${NAME}  6 bytes\n1 files: 1 set aside.*nothing was done`));
    const counts = { files: 1, setAside: 1, removed: 0, putBack: 0, leftAlone: 0 };
    expect(await cli.json('attachments', 'sweep')).toEqual({ dryRun: false, ...counts });
    expect(await readdir(folder)).toEqual([`${NAME}-swept`]);
    await orphan(`${NAME}-swept`);
    expect(await cli.json('attachments', 'sweep')).toMatchObject({ setAside: 0, removed: 1 });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says by its exit code that something was left alone', async () => {
    await orphan('note');
    const { exitCode, out } = await cli.run(['attachments', 'sweep']);
    expect(exitCode).toBe(1);
    expect(out).toContain('left alone');
  });

  it('makes no folder, and no event store, where there is none', async () => {
    expect((await cli.run(['attachments', 'sweep', '--data', cli.path('new')])).exitCode).toBe(3);
    await expect(readdir(cli.path('new'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
