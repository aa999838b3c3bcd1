import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RunningRedress, type Ending } from '@redress/testing';
import { chmod, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from './office.js';

const CANNOT_START: Ending = { code: 3, signal: null };
const ANOTHER_KEY = 'a5'.repeat(32);

describe('A start', () => {
  let data: string;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-start-'));
  });

  afterEach(async () => {
    await rm(data, { recursive: true, force: true });
  });

  /** Lodges one complaint, so that no file is empty, and stops. */
  async function haveData(): Promise<void> {
    await using redress = await RunningRedress.start({ data });
    const office = await Office.open(redress);
    expect((await office.lodge({ description: 'A fee was taken twice.' })).status).toBe(201);
    expect(await redress.stop()).toBe(0);
  }

  /** Its output for the operator when it cannot start, without its log of one JSON object per line. */
  async function refusal(env: Readonly<Record<string, string>> = {}, folder = data): Promise<string> {
    await using redress = await RunningRedress.launch({ data: folder, env });
    expect(
      await Promise.race([
        redress.ended,
        redress.listening().then(
          () => 'it started',
          () => redress.ended,
        ),
      ]),
    ).toEqual(CANNOT_START);
    return redress.output
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{'))
      .join('\n');
  }

  it('on a folder that another process uses is refused in one line, and the other goes on', async () => {
    await using first = await RunningRedress.start({ data });
    expect(await refusal()).toMatch(
      /^Redress standalone did not start: Another process is writing to the data folder .*$/,
    );
    const office = await Office.open(first);
    expect((await office.lodge({ description: 'It still works.' })).status).toBe(201);
    expect(await first.stop()).toBe(0);
  });

  it('prints an address that leads to a page', async () => {
    await using first = await RunningRedress.start();
    const answer = await fetch(first.url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('on a port that another program uses is refused in one line', async () => {
    await using first = await RunningRedress.start();
    const { port } = new URL(first.url);
    expect(await refusal({ PORT: port })).toMatch(new RegExp(`^Redress standalone did not start: .*${port}.*$`));
  });

  it('with a file in place of the folder is refused in one line', async () => {
    const file = join(data, 'a-file');
    await writeFile(file, '');
    expect(await refusal({}, file)).toMatch(
      /^Redress standalone did not start: The data folder .*a-file cannot be made\. .*$/,
    );
    expect(await refusal({}, join(file, 'inside'))).toMatch(
      /^Redress standalone did not start: The data folder .*a-file\/inside cannot be made\. .*$/,
    );
  });

  it.each(['events.db', 'views.db', 'keys.db'])(
    'with a damaged %s is refused in one line that names it',
    async (name) => {
      await haveData();
      const file = await open(join(data, name), 'r+');
      await file.write(Buffer.alloc(4096, 'damaged'), 0, 4096, 0);
      await file.close();
      expect(await refusal()).toMatch(new RegExp(`^Redress standalone did not start: .*${name} is damaged.*$`));
    },
  );

  it('with another master key than its data was sealed under is refused in one line', async () => {
    await haveData();
    const told = await refusal({ REDRESS_MASTER_KEY: ANOTHER_KEY });
    expect(told).toMatch(/^Redress standalone did not start: The master key does not open .*$/);
    expect(told).not.toContain(ANOTHER_KEY);
  });

  it('with a master key that others may read, or that is none, is refused in one line', async () => {
    await haveData();
    const file = join(data, 'master.key');
    await chmod(file, 0o644);
    expect(await refusal()).toMatch(/^Redress standalone did not start: Others may read .*master\.key.*$/);
    await chmod(file, 0o600);
    await writeFile(file, 'none');
    expect(await refusal()).toMatch(/^Redress standalone did not start: The master key in .*master\.key is not .*$/);
  });

  it('with a moved clock dates what happens by it', async () => {
    await using redress = await RunningRedress.start({
      data,
      env: { REDRESS_CLOCK: 'start=2031-11-02T08:00:00Z;rate=60' },
    });
    const office = await Office.open(redress);
    const { body } = await office.lodge({ description: 'A fee was taken twice.' });
    const shown = await office.get('hana', `/api/cases/${String(body['reference'])}?atLeast=0`);
    expect(shown.body['receivedAt']).toMatch(/^2031-11-02T/);
  });

  it('with a moved clock is refused in production', async () => {
    const env = { REDRESS_CLOCK: 'start=2031-11-02T08:00:00Z', NODE_ENV: 'production' };
    expect(await refusal(env)).toMatch(/REDRESS_CLOCK must not be set when NODE_ENV is production/);
  });
});
