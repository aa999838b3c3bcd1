import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFile, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { CONTENTS, fileComplaint, nameOf } from '../attachments/filed-complaint.mother.spec.js';
import { CommandLine } from '../command-line.mother.spec.js';

let cli: CommandLine;
let reference: string;
let backup: string;
let other: string;
beforeEach(async () => {
  cli = await CommandLine.open();
  [backup, other] = [cli.path('backup'), cli.path('other')];
  reference = await fileComplaint(cli.data);
});
afterEach(() => cli.close());

const takeBackup = () => cli.json('backup', backup);
const restore = (...more: readonly string[]) => cli.run(['restore', backup, '--data', other, ...more]);
const manifest = async () => JSON.parse(await readFile(`${backup}/manifest.json`, 'utf8'));

/** Changes one byte in the middle of a file. */
async function damage(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  const { size } = await handle.stat();
  const [at, byte] = [Math.floor(size / 2), Buffer.alloc(1)];
  await handle.read(byte, 0, 1, at);
  await handle.write(Buffer.from([byte[0]! ^ 0xff]), 0, 1, at);
  await handle.close();
}

describe('A backup', () => {
  it('has a manifest with the head of the log, counts, versions and checksums, and no master key', async () => {
    const taken = await takeBackup();
    expect(taken).toMatchObject({ events: 3, streams: 1, attachments: 2, faults: [], missing: [] });
    const { head, counts, versions, files } = await manifest();
    expect(head).toEqual({ position: '3', eventId: taken.head.eventId, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(counts).toEqual({ events: 3, streams: 1, attachments: 2 });
    expect(versions).toEqual({ redress: '0.1.0', node: process.versions.node });
    expect(files.map(({ name }: { name: string }) => name)).toEqual([
      'views.db',
      'events.db',
      'keys.db',
      'attachments.sha256',
    ]);
    const found = await readdir(backup, { recursive: true });
    const folder = `attachments/${reference}`;
    expect(found.toSorted()).toEqual(
      [
        ...['attachments', 'attachments.sha256', 'events.db', 'keys.db', 'manifest.json', 'views.db', folder],
        ...CONTENTS.map((content) => `${folder}/${nameOf(content)}`),
      ].toSorted(),
    );
    expect((await stat(backup)).mode & 0o777).toBe(0o700);
    for (const name of ['events.db', 'keys.db', 'manifest.json'])
      expect([name, (await stat(`${backup}/${name}`)).mode & 0o777]).toEqual([name, 0o600]);
  });

  it('is only written to an empty folder, and only of stores that are files', async () => {
    await mkdir(backup);
    await writeFile(`${backup}/note.txt`, 'mine');
    expect(await cli.run(['backup', backup])).toMatchObject({ exitCode: 2, err: expect.stringContaining('not empty') });
    const served = await CommandLine.open({ REDRESS_EVENT_STORE: 'esdb://user:secret@localhost:1?tls=true' });
    const { exitCode, err } = await served.run(['backup', backup]);
    expect([exitCode, err]).toEqual([
      2,
      expect.stringMatching(/REDRESS_EVENT_STORE names a server.*back-up-and-restore/),
    ]);
    expect(err).not.toContain('secret');
    await served.close();
  });

  it('says which files and keys the system itself lacks', async () => {
    await rm(`${cli.data}/attachments/${reference}/${nameOf(CONTENTS[0]!)}`);
    const keys = new DatabaseSync(`${cli.data}/keys.db`);
    keys.exec(`DELETE FROM keys WHERE subject NOT LIKE '$%'`);
    keys.close();
    const { exitCode, out } = await cli.run(['backup', backup]);
    expect([exitCode, out]).toEqual([1, expect.stringContaining(`The file ${nameOf(CONTENTS[0]!)} of `)]);
    expect(out).toContain(`The key of complaint-${reference} is missing`);
  });
});

describe('Restoring a backup', () => {
  it('gives the same log, keys, views and files, and says that the master key is missing until it is there', async () => {
    await takeBackup();
    const first = await restore();
    expect([first.exitCode, first.out]).toEqual([1, expect.stringContaining('master.key does not exist')]);
    await copyFile(`${cli.data}/master.key`, `${other}/master.key`);
    const [verified, exported] = [
      ['verify', '--keys'],
      ['export', '--opened'],
    ].map((args) => [...args, '--data', other]);
    expect((await cli.run(verified!)).exitCode).toBe(0);
    expect((await cli.run(exported!)).out).toBe((await cli.run(['export', '--opened'])).out);
    const { findings } = await cli.json('doctor', '--attachments', '--keys', '--data', other);
    const failed = findings.filter(
      ({ state, check }: { state: string; check: string }) => state === 'fail' && check !== 'port',
    );
    expect(failed).toEqual([]);
    expect(await readdir(other)).not.toContain('events.db.restoring');
  });

  it('accepts a folder that has only the master key, and refuses one that has anything else', async () => {
    await takeBackup();
    await mkdir(other);
    await writeFile(`${other}/note.txt`, 'mine');
    expect(await restore()).toMatchObject({ exitCode: 2, err: expect.stringContaining('note.txt exists') });
    await rm(`${other}/note.txt`);
    await copyFile(`${cli.data}/master.key`, `${other}/master.key`);
    expect(await restore()).toMatchObject({ exitCode: 0 });
    expect(await restore()).toMatchObject({ exitCode: 2, err: expect.stringContaining('exists') });
    expect(await readdir(other)).toContain('events.db');
  });

  it.each(['events.db', 'attachments.sha256', 'an attachment'])(
    'refuses a backup whose %s was damaged, and leaves nothing behind',
    async (name) => {
      await takeBackup();
      const file = name === 'an attachment' ? `attachments/${reference}/${nameOf(CONTENTS[1]!)}` : name;
      await damage(`${backup}/${file}`);
      const { exitCode, err } = await restore();
      expect([exitCode, err]).toEqual([3, expect.stringContaining(`${file} is damaged`)]);
      expect(await readdir(other)).toEqual([]);
    },
  );

  it('refuses an unfinished backup, and one of an unknown format', async () => {
    await takeBackup();
    await writeFile(`${backup}/manifest.json`, JSON.stringify({ ...(await manifest()), format: 7 }));
    expect(await restore()).toMatchObject({ exitCode: 3, err: expect.stringContaining('format 7') });
    await rm(`${backup}/manifest.json`);
    expect(await restore()).toMatchObject({ exitCode: 3, err: expect.stringContaining('unfinished') });
  });

  it('refuses a log whose chains are broken, unless told to accept them', async () => {
    const events = new DatabaseSync(`${cli.data}/events.db`);
    events.exec(`UPDATE events SET data = json_set(data, '$.added', 1) WHERE position = 2`);
    events.close();
    expect((await takeBackup()).faults).toEqual([expect.stringMatching(/^CHANGED .*revision 1:/)]);
    expect(await restore()).toMatchObject({ exitCode: 1, err: expect.stringContaining('--accept-faults') });
    expect(await readdir(other)).toEqual([]);
    expect((await restore('--accept-faults')).exitCode).toBe(1);
    expect((await cli.run(['verify', '--data', other])).exitCode).toBe(1);
  });
});
