import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress, ScratchFolder } from '@redress/testing';
import { CommandLine } from '../command-line.mother.spec.js';
import { copyLogFiles, listed, lodge, readiness, shown, tracked } from './restored-log.mother.spec.js';

/** By which time whoever asks must be told. */
const NOTICED_MS = 5_000;

describe('A log in a file that was restored from a backup', () => {
  let data: ScratchFolder;
  let backup: ScratchFolder;
  let cli: CommandLine;

  beforeEach(async () => {
    data = new ScratchFolder();
    backup = new ScratchFolder();
    cli = await CommandLine.open({ REDRESS_DATA: data.path });
  });
  afterEach(async () => {
    await cli.close();
    data.remove();
    backup.remove();
  });

  /** Lodges 5, takes the backup, lodges 20 more, and puts the backup back. */
  async function restored() {
    const first = await RunningRedress.start({ data: data.path });
    const kept = await lodge(first, 5);
    await first.settled();
    expect(await first.stop()).toBe(0);
    await copyLogFiles(data.path, backup.path);
    const second = await RunningRedress.start({ data: data.path });
    const lost = await lodge(second, 20);
    await second.settled();
    expect(await tracked(second, [...kept, ...lost])).toEqual([200]);
    expect(await second.stop()).toBe(0);
    await copyLogFiles(backup.path, data.path);
    return { kept, lost };
  }

  it('is never answered from views of the log before it, also when it has outgrown that one; a rebuild sets them right', async () => {
    const { kept, lost } = await restored();
    await using redress = await RunningRedress.start({ data: data.path });

    const { checks } = await eventually(
      () => readiness(redress),
      ({ status }) => status === 503,
      NOTICED_MS,
    );
    expect([checks['view:tracking'], checks['view:cases']]).toEqual(['another-log', 'another-log']);
    const found = await cli.run(['doctor']);
    expect(found.exitCode).toBe(1);
    expect(found.out).toMatch(/^fail +view tracking .*another log.*-> redress rebuild --all$/m);

    const refused = ['view-of-another-log'];
    expect(await tracked(redress, [...kept, ...lost])).toEqual(refused);
    const later = await lodge(redress, 30);
    expect(await tracked(redress, [...kept, ...lost, ...later])).toEqual(refused);
    expect(await shown(redress, [...kept, ...later])).toEqual(refused);
    // Whoever asks for a case is held against the log first, which no longer has these.
    expect(await shown(redress, lost)).toEqual(['complaint-unknown']);
    expect(await listed(redress)).toEqual(refused);
    expect((await readiness(redress)).checks['view:cases']).toBe('another-log');

    expect((await cli.run(['adopt-log', '--yes'])).exitCode).toBe(0);
    const rebuilt = await cli.run(['rebuild', '--all']);
    expect([rebuilt.exitCode, rebuilt.err]).toEqual([0, '']);
    await eventually(
      () => listed(redress),
      (answers) => answers.length === 1 && answers[0] === 200,
    );
    expect(await tracked(redress, [...kept, ...later])).toEqual([200]);
    expect(await shown(redress, [...kept, ...later])).toEqual([200]);
    expect(await shown(redress, lost)).toEqual(['complaint-unknown']);
    // Their codes still prove who asks, and what was just lodged is waited for: but there is nothing.
    expect(await tracked(redress, lost)).toEqual(['view-behind']);

    const last = await lodge(redress, 1);
    expect(await tracked(redress, last)).toEqual([200]);
    expect((await readiness(redress)).checks['view:tracking']).toBe('ready');
    expect((await cli.run(['doctor'])).out).not.toContain('another log');
  });
});
