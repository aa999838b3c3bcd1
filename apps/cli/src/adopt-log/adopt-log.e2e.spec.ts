import { afterEach, beforeEach, describe, it } from '@jest/globals';
import { RunningRedress, ScratchFolder } from '@redress/testing';
import { CommandLine } from '../command-line.mother.spec.js';
import { copyLogFiles } from '../commands/restored-log.mother.spec.js';
import { livesThroughRestore } from './adopted-log.mother.spec.js';
import { Receivers } from './receivers.mother.spec.js';

describe('After a log in a file was restored from a backup', () => {
  let data: ScratchFolder;
  let backup: ScratchFolder;
  let receivers: Receivers;
  let cli: CommandLine;

  beforeEach(async () => {
    [data, backup] = [new ScratchFolder(), new ScratchFolder()];
    receivers = await Receivers.start(backup.path, ['ComplaintReceived', 'ProgressReported']);
    cli = await CommandLine.open({ ...receivers.env, REDRESS_DATA: data.path });
  });
  afterEach(async () => {
    await cli.close();
    await receivers.stop();
    for (const folder of [data, backup]) folder.remove();
  });

  it('nobody is told anything twice, and everything that is due is told, once the log was adopted', () =>
    livesThroughRestore({
      receivers,
      cli,
      data: data.path,
      start: () => RunningRedress.start({ data: data.path, env: receivers.env }),
      backUp: () => copyLogFiles(data.path, backup.path),
      restore: () => copyLogFiles(backup.path, data.path),
    }));
});
