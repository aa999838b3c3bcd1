import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress, ScratchFolder } from '@redress/testing';
import { copyFile } from 'node:fs/promises';
import { Receivers } from '../adopt-log/receivers.mother.spec.js';
import { CommandLine } from '../command-line.mother.spec.js';
import { lodge, type Lodged, readiness, tracked } from '../commands/restored-log.mother.spec.js';

const REACHABLE = { description: 'A fee was taken twice.', complainant: { name: 'Ruth', email: 'ruth@example.org' } };

describe('A backup of a running system', () => {
  let data: ScratchFolder;
  let elsewhere: ScratchFolder;
  let receivers: Receivers;
  let cli: CommandLine;
  beforeEach(async () => {
    [data, elsewhere] = [new ScratchFolder(), new ScratchFolder()];
    receivers = await Receivers.start(elsewhere.path, ['ComplaintReceived']);
    cli = await CommandLine.open({ ...receivers.env, REDRESS_DATA: data.path });
  });
  afterEach(async () => {
    await cli.close();
    await receivers.stop();
    for (const folder of [data, elsewhere]) folder.remove();
  });

  const start = (folder: string) => RunningRedress.start({ data: folder, env: receivers.env });

  async function restoreElsewhere(): Promise<string> {
    const restored = cli.path('restored');
    expect((await cli.run(['restore', cli.path('backup'), '--data', restored])).out).toContain('views rebuilt');
    await copyFile(`${data.path}/master.key`, `${restored}/master.key`);
    expect((await cli.run(['verify', '--keys', '--data', restored])).exitCode).toBe(0);
    return restored;
  }

  it('taken while complaints are lodged has every one answered before it began', async () => {
    const redress = await start(data.path);
    const answered: Lodged[] = [];
    let isLodging = true;
    const clients = Array.from({ length: 4 }, async () => {
      while (isLodging) answered.push(...(await lodge(redress, 1)));
    });
    await eventually(
      async () => answered.length,
      (count) => count >= 30,
    );
    const before = [...answered];
    const { exitCode } = await cli.run(['backup', cli.path('backup')]);
    isLodging = false;
    await Promise.all(clients);
    expect([exitCode, answered.length > before.length]).toEqual([0, true]);
    await redress.kill();
    await redress[Symbol.asyncDispose]();

    await using again = await start(await restoreElsewhere());
    await again.settled();
    expect(await tracked(again, before)).toEqual([200]);
    expect((await readiness(again)).status).toBe(200);
  });

  it('is continued where it was taken: nobody hears a second time of what had been told', async () => {
    const first = await start(data.path);
    await lodge(first, 3, REACHABLE);
    const told = { mails: 3, texts: 0, events: 3 };
    await eventually(
      async () => receivers.counts,
      (counts) => counts.mails === told.mails && counts.events === told.events,
    );
    await first.settled();
    expect((await cli.run(['backup', cli.path('backup')])).exitCode).toBe(0);
    await first.kill();
    await first[Symbol.asyncDispose]();

    await using again = await start(await restoreElsewhere());
    const [later] = await lodge(again, 1, REACHABLE);
    await eventually(
      async () => receivers.counts,
      (counts) => counts.mails === told.mails + 1 && counts.events === told.events + 1,
    );
    await again.settled();
    expect(receivers.doubled).toEqual([]);
    expect(receivers.counts).toEqual({ mails: 4, texts: 0, events: 4 });
    expect(await tracked(again, [later!])).toEqual([200]);
  });
});
