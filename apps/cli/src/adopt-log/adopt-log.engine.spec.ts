import { afterEach, beforeEach, describe, it } from '@jest/globals';
import { launchStandalone, ScratchFolder } from '@redress/testing';
import { type KillableEventStoreDb, startEventStoreDbProcess } from '@redress/testing/engines';
import { cp, rm } from 'node:fs/promises';
import { CommandLine } from '../command-line.mother.spec.js';
import { livesThroughRestore } from './adopted-log.mother.spec.js';
import { Receivers } from './receivers.mother.spec.js';

describe('After a log on EventStoreDB was restored from a backup', () => {
  let data: ScratchFolder;
  let log: ScratchFolder;
  let backup: ScratchFolder;
  let server: KillableEventStoreDb;
  let receivers: Receivers;
  let cli: CommandLine;
  let env: Readonly<Record<string, string>>;

  beforeEach(async () => {
    [data, log, backup] = [new ScratchFolder(), new ScratchFolder(), new ScratchFolder()];
    server = await startEventStoreDbProcess({ folder: log.path });
    receivers = await Receivers.start(data.path, ['ComplaintReceived', 'ProgressReported']);
    env = { ...receivers.env, REDRESS_EVENT_STORE: server.url };
    cli = await CommandLine.open({ ...env, REDRESS_DATA: data.path });
  });
  afterEach(async () => {
    await cli.close();
    await receivers.stop();
    await server.stop();
    for (const folder of [data, log, backup]) folder.remove();
  });

  async function copyLog(from: ScratchFolder, to: ScratchFolder): Promise<void> {
    await server.kill();
    await rm(to.path, { recursive: true });
    await cp(from.path, to.path, { recursive: true });
    await server.startAgain();
  }

  it('nobody is told anything twice, and everything that is due is told, once the log was adopted', () =>
    livesThroughRestore({
      receivers,
      cli,
      data: data.path,
      start: async () => {
        const redress = await launchStandalone({ data: data.path, env });
        await redress.listening();
        return redress;
      },
      backUp: () => copyLog(log, backup),
      restore: () => copyLog(backup, log),
    }));
});
