import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { call, eventually, RunningRedress, type Answer } from '@redress/testing';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandLine } from '../command-line.mother.spec.js';

/** A complaint, and how whoever lodged it comes back to it. */
interface Lodged {
  readonly reference: string;
  readonly trackingCode: string;
}

/** The log alone, of everything that lies in a data folder. */
const LOG_FILES = /^events\.db/;
/** By which time whoever asks must be told. */
const NOTICED_MS = 5_000;

describe('A log that was restored from a backup', () => {
  let data: string;
  let backup: string;
  let cli: CommandLine;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-restored-'));
    backup = await mkdtemp(join(tmpdir(), 'redress-backup-'));
    cli = await CommandLine.open({ REDRESS_DATA: data });
  });
  afterEach(async () => {
    await cli.close();
    for (const folder of [data, backup]) await rm(folder, { recursive: true, force: true });
  });

  async function copyLog(from: string, to: string): Promise<void> {
    for (const name of await readdir(to)) if (LOG_FILES.test(name)) await rm(join(to, name));
    for (const name of await readdir(from)) if (LOG_FILES.test(name)) await cp(join(from, name), join(to, name));
  }

  async function lodge(redress: RunningRedress, count: number): Promise<readonly Lodged[]> {
    const lodged: Lodged[] = [];
    for (let index = 0; index < count; index += 1) {
      const { status, body } = await call('POST', `${redress.url}/api/complaints`, {
        body: { description: 'A fee was taken twice.' },
      });
      expect(status).toBe(201);
      lodged.push(body as unknown as Lodged);
    }
    return lodged;
  }

  const track = (redress: RunningRedress, { reference, trackingCode }: Lodged): Promise<Answer> =>
    call('POST', `${redress.url}/api/track`, { body: { reference, trackingCode } });

  async function statuses(redress: RunningRedress, some: readonly Lodged[]): Promise<readonly unknown[]> {
    const answers = await Promise.all(some.map((one) => track(redress, one)));
    return [...new Set(answers.map(({ status, body }) => (status === 200 ? 200 : body['code'])))];
  }

  const readiness = (redress: RunningRedress) =>
    call<{ readonly checks: Readonly<Record<string, string>> }>('GET', `${redress.url}/health/ready`);

  /** Lodges 5, takes the backup, lodges 20 more, and puts the backup back. */
  async function restored(): Promise<{ readonly kept: readonly Lodged[]; readonly lost: readonly Lodged[] }> {
    const first = await RunningRedress.start({ data });
    const kept = await lodge(first, 5);
    await first.settled();
    expect(await first.stop()).toBe(0);
    await copyLog(data, backup);
    const second = await RunningRedress.start({ data });
    const lost = await lodge(second, 20);
    await second.settled();
    expect(await statuses(second, [...kept, ...lost])).toEqual([200]);
    expect(await second.stop()).toBe(0);
    await copyLog(backup, data);
    return { kept, lost };
  }

  it('is never answered from views of the log before it, also when it has outgrown that one, and a rebuild sets them right', async () => {
    const { kept, lost } = await restored();
    await using redress = await RunningRedress.start({ data });

    const { status, body } = await eventually(
      () => readiness(redress),
      ({ status: code }) => code === 503,
      NOTICED_MS,
    );
    expect([status, body.checks['view:tracking'], body.checks['view:cases']]).toEqual([
      503,
      'another-log',
      'another-log',
    ]);
    const { exitCode, out } = await cli.run(['doctor']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^fail +view tracking .*another log.*-> redress rebuild --all$/m);

    expect(await statuses(redress, [...kept, ...lost])).toEqual(['view-of-another-log']);
    const later = await lodge(redress, 30);
    expect(await statuses(redress, [...kept, ...lost, ...later])).toEqual(['view-of-another-log']);
    expect((await readiness(redress)).status).toBe(503);

    const rebuilt = await cli.run(['rebuild', '--all']);
    expect([rebuilt.exitCode, rebuilt.err]).toEqual([0, '']);
    await eventually(
      () => statuses(redress, [...kept, ...later]),
      (answers) => answers.length === 1 && answers[0] === 200,
    );
    // A code proves who asks; of what the log has lost, there is nothing behind it.
    expect(await statuses(redress, lost)).not.toContain(200);
    const last = await lodge(redress, 1);
    expect(await statuses(redress, last)).toEqual([200]);
    expect((await readiness(redress)).body.checks['view:tracking']).toBe('ready');
    expect((await cli.run(['doctor'])).out).not.toMatch(/another log/);
  });
});
