import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { S3StandIn } from '@redress/testing/engines';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { CommandLine } from '../command-line.mother.spec.js';
import type { Finding } from '@redress/standalone';
import { CONTENTS, digestOf, fileComplaint, keepContent, nameOf } from './filed-complaint.mother.spec.js';

let cli: CommandLine;
let reference: string;
let s3: S3StandIn | undefined;
beforeEach(async () => {
  cli = await CommandLine.open();
  reference = await fileComplaint(cli.data);
});
afterEach(async () => {
  await cli.close();
  await s3?.stop();
  s3 = undefined;
});

const fileOf = (index: number, folder = `${cli.data}/attachments`) =>
  `${folder}/${reference}/${nameOf(CONTENTS[index]!)}`;
const digestsIn = (folder: string) =>
  Promise.all(CONTENTS.map(async (_, index) => digestOf(await readFile(fileOf(index, folder)))));

describe('attachments that travel with an export', () => {
  it('are the same, byte for byte, from a folder to a bucket and back', async () => {
    const exported = await cli.run(['export', '--out', cli.path('a.jsonl'), '--attachments', cli.path('a')]);
    expect(exported.exitCode).toBe(0);
    expect(exported.err).toContain('2 attachments, 0 missing');
    expect(await digestsIn(cli.path('a'))).toEqual(await digestsIn(`${cli.data}/attachments`));

    s3 = await S3StandIn.start();
    const url = `s3://${s3.accessKeyId}:${s3.secret}@127.0.0.1:${s3.port}/${s3.bucket}/files?tls=false`;
    const elsewhere = await CommandLine.open({ REDRESS_ATTACHMENTS: url });
    try {
      const args = ['import', 'redress', cli.path('a.jsonl'), '--attachments', cli.path('a')];
      expect(await elsewhere.json(...args)).toMatchObject({ events: 3, attachments: 2, missingAttachments: 0 });
      for (const file of ['keys.db', 'master.key']) await copyFile(`${cli.data}/${file}`, `${elsewhere.data}/${file}`);
      expect(await found(elsewhere)).toEqual([['ok', expect.stringContaining('2 unchanged')]]);
      expect(await readdir(elsewhere.data)).not.toContain('attachments');
      await elsewhere.run(['export', '--out', elsewhere.path('b.jsonl'), '--attachments', elsewhere.path('b')]);
      expect(await digestsIn(elsewhere.path('b'))).toEqual(await digestsIn(`${cli.data}/attachments`));
      expect(await elsewhere.text('b.jsonl')).toBe(await cli.text('a.jsonl'));
    } finally {
      await elsewhere.close();
    }
  });

  it('are counted when nobody names a folder for them, on the way out and on the way in', async () => {
    const exported = await cli.run(['export', '--out', cli.path('a.jsonl')]);
    expect(exported.err).toContain('2 attachments are not in it');
    const restored = ['--data', cli.path('restored')];
    const imported = await cli.run(['import', 'redress', cli.path('a.jsonl'), ...restored]);
    expect([imported.exitCode, imported.err]).toEqual([0, expect.stringContaining('2 attachments are missing')]);
  });

  it('that are missing are named, and exit code 1 says so', async () => {
    await rm(fileOf(0));
    const exported = await cli.run(['export', '--out', cli.path('a.jsonl'), '--attachments', cli.path('a')]);
    expect([exported.exitCode, exported.err]).toEqual([1, expect.stringContaining(nameOf(CONTENTS[0]!))]);
    const args = ['import', 'redress', cli.path('a.jsonl'), '--attachments', cli.path('a')];
    const imported = await cli.run([...args, '--data', cli.path('restored')]);
    expect([imported.exitCode, imported.err]).toEqual([1, expect.stringContaining(nameOf(CONTENTS[0]!))]);
  });

  it('never go into a folder that is there, and never with an opened export', async () => {
    await cli.run(['export', '--out', cli.path('a.jsonl'), '--attachments', cli.path('a')]);
    const again = await cli.run(['export', '--out', cli.path('b.jsonl'), '--attachments', cli.path('a')]);
    expect([again.exitCode, again.err]).toEqual([2, expect.stringContaining('already exists')]);
    expect((await cli.run(['export', '--opened', '--attachments', cli.path('c')])).exitCode).toBe(2);
    expect((await readdir(cli.folder)).toSorted()).toEqual(['a', 'a.jsonl', 'data']);
  });
});

async function found(of: CommandLine = cli): Promise<readonly (readonly [state: string, detail: string])[]> {
  const { findings } = await of.json('doctor', '--attachments');
  return findings
    .filter(({ check }: Finding) => check === 'attachments')
    .map(({ state, detail }: Finding) => [state, detail]);
}

describe('the doctor on attachments', () => {
  it('finds them as they were added', async () => {
    expect(await found()).toEqual([['ok', expect.stringMatching(/^2 unchanged.* 0 missing, 0 altered$/)]]);
    const { findings } = await cli.json('doctor');
    expect(findings).toContainEqual(expect.objectContaining({ check: 'attachments', state: 'ok' }));
  });

  it('names one that is missing', async () => {
    await rm(fileOf(1));
    const named = expect.stringMatching(`${nameOf(CONTENTS[1]!)} of .*revision 2 is missing`);
    expect(await found()).toEqual([
      ['fail', named],
      ['fail', expect.stringContaining('1 missing')],
    ]);
  });

  it('names one that was altered, and one that opens and is another', async () => {
    const sealed = await readFile(fileOf(0));
    sealed[sealed.length - 1]! ^= 1;
    await writeFile(fileOf(0), sealed);
    await keepContent(cli.data, { subject: reference, name: nameOf(CONTENTS[1]!) }, Buffer.from('%PDF-1.7 forged'));
    expect((await found()).map(([state, detail]) => [state, detail.split(' ').at(-1)])).toEqual([
      ['fail', 'altered.'],
      ['fail', 'altered.'],
      ['fail', 'altered'],
    ]);
  });

  it('tells without keys only whether they are there', async () => {
    await rm(`${cli.data}/keys.db`);
    expect(await found()).toEqual([['ok', expect.stringContaining('2 present but without a key')]]);
    await rm(fileOf(0));
    expect(await found()).toContainEqual(['fail', expect.stringContaining('1 missing')]);
  });
});
