import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, launchStandalone, type RunningRedress, ScratchFolder } from '@redress/testing';
import { type KillableEventStoreDb, startEventStoreDbProcess } from '@redress/testing/engines';
import { cp, rm } from 'node:fs/promises';
import { CommandLine } from '../command-line.mother.spec.js';
import { listed, lodge, readiness, shown, tracked } from './restored-log.mother.spec.js';

/** Longer, because a process that lost its server must first reconnect. */
const NOTICED_MS = 20_000;

describe('A log on EventStoreDB that was restored from a backup', () => {
  let data: ScratchFolder;
  let log: ScratchFolder;
  let backup: ScratchFolder;
  let server: KillableEventStoreDb;
  let cli: CommandLine;
  let env: Readonly<Record<string, string>>;

  beforeEach(async () => {
    [data, log, backup] = [new ScratchFolder(), new ScratchFolder(), new ScratchFolder()];
    server = await startEventStoreDbProcess({ folder: log.path });
    env = { REDRESS_EVENT_STORE: server.url };
    cli = await CommandLine.open({ ...env, REDRESS_DATA: data.path });
  });
  afterEach(async () => {
    await cli.close();
    await server.stop();
    for (const folder of [data, log, backup]) folder.remove();
  });

  async function start(): Promise<RunningRedress> {
    const redress = await launchStandalone({ data: data.path, env });
    await redress.listening();
    return redress;
  }

  async function copyLog(from: ScratchFolder, to: ScratchFolder): Promise<void> {
    await server.kill();
    await rm(to.path, { recursive: true });
    await cp(from.path, to.path, { recursive: true });
    await server.startAgain();
  }

  it.each([{ isRunning: false }, { isRunning: true }])(
    'is never answered from views of the log before it; a rebuild sets them right (restored under a running system: $isRunning)',
    async ({ isRunning }) => {
      await using before = await start();
      const kept = await lodge(before, 5);
      await eventually(
        () => tracked(before, kept),
        (answers) => answers.length === 1 && answers[0] === 200,
      );
      await copyLog(log, backup);
      const lost = await lodge(before, 20);
      expect(await tracked(before, [...kept, ...lost])).toEqual([200]);
      if (!isRunning) expect(await before.stop()).toBe(0);
      await copyLog(backup, log);
      await using after = isRunning ? before : await start();

      const { checks } = await eventually(
        () => readiness(after),
        (ready) => ready.checks['view:tracking'] === 'another-log',
        NOTICED_MS,
      );
      expect(checks['view:cases']).toBe('another-log');
      const refused = ['view-of-another-log'];
      const later = await lodge(after, 30);
      expect(await tracked(after, [...kept, ...lost, ...later])).toEqual(refused);
      expect(await shown(after, [...kept, ...later])).toEqual(refused);
      // Whoever asks for a case is held against the log first, which no longer has these.
      expect(await shown(after, lost)).toEqual(['complaint-unknown']);
      expect(await listed(after)).toEqual(refused);
      expect((await cli.run(['doctor'])).out).toMatch(/^fail +view cases .*-> redress rebuild --all$/m);

      expect((await cli.run(['adopt-log', '--yes'])).exitCode).toBe(0);
      const rebuilt = await cli.run(['rebuild', '--all']);
      expect([rebuilt.exitCode, rebuilt.err]).toEqual([0, '']);
      await eventually(
        () => listed(after),
        (answers) => answers.length === 1 && answers[0] === 200,
      );
      expect(await tracked(after, [...kept, ...later])).toEqual([200]);
      expect(await shown(after, lost)).toEqual(['complaint-unknown']);
      expect(await tracked(after, await lodge(after, 1))).toEqual([200]);
    },
  );
});
