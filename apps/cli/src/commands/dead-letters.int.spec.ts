import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deliveriesId, noDeliveries } from '@redress/notification';
import { loadConfig } from '@redress/platform';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';
import { withDeliveries } from './dead-letters.command.js';

const STREAM = 'complaint-7K3M9QXD41PD';
const LETTER = {
  type: 'ComplaintReceived',
  failure: 'status-500',
  attempts: 9,
  at: '2026-11-02T09:00:00.000Z',
} as const;

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
  await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
  await giveUp();
});
afterEach(() => cli.close());

const config = () => loadConfig({ REDRESS_DATA: cli.data });
const stored = () =>
  withDeliveries(config(), async (store) => (await store.get(deliveriesId('crm', STREAM)))?.deliveries);

/** Parks two events as dead letters, with a third one waiting behind them. */
async function giveUp(): Promise<void> {
  const dead = [0, 1].map((revision) => ({ ...LETTER, revision }));
  const deliveries = { ...noDeliveries('crm', STREAM), seen: 2, pending: [2], dead, deadCount: 2 };
  await withDeliveries(config(), (store) =>
    store.change(deliveriesId('crm', STREAM), (before) => (before === undefined ? deliveries : undefined)),
  );
}

describe('dead letters', () => {
  it('are listed by subscription and complaint, and exit code 1 says that there are some', async () => {
    const { exitCode, out } = await cli.run(['dead-letters', 'list']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^crm +7K3M-9QXD-41PD +2 +status-500 +2026-11-02T09:00:00.000Z$/m);
    expect(await cli.json('dead-letters', 'list')).toMatchObject({
      deadLetters: [{ subscription: 'crm', subject: STREAM, events: [{ revision: 0 }, { revision: 1 }] }],
    });
  });

  it('are shown event by event', async () => {
    const { exitCode, out } = await cli.run(['dead-letters', 'show', 'crm', '7k3m-9qxd-41pd']);
    expect([exitCode, out.trimEnd().split('\n').length]).toEqual([0, 3]);
    expect(out).toMatch(/^1 +ComplaintReceived +status-500 +9 /m);
  });

  it('are delivered again before what waits behind them', async () => {
    expect(await cli.json('dead-letters', 'resend', 'crm', '7K3M-9QXD-41PD')).toEqual({ resent: 2 });
    expect(await stored()).toMatchObject({ pending: [0, 1, 2], dead: [], deadCount: 0 });
    expect(await cli.run(['dead-letters', 'list'])).toMatchObject({ exitCode: 0, out: 'There are no dead letters.\n' });
    expect(await cli.json('dead-letters', 'resend', 'crm', '7K3M-9QXD-41PD')).toEqual({ resent: 0 });
  });

  it('are forgotten, and what waits behind them is not', async () => {
    expect(await cli.json('dead-letters', 'discard', 'crm', '7K3M-9QXD-41PD')).toEqual({ discarded: 2 });
    expect(await stored()).toMatchObject({ seen: 2, pending: [2], dead: [], deadCount: 0 });
  });

  it.each(['show', 'resend', 'discard'])('of an unknown subscription are refused: %s', async (command) => {
    const { exitCode, err } = await cli.run(['dead-letters', command, 'erp', '7K3M-9QXD-41PD']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('erp has no deliveries for')]);
    expect((await cli.run(['dead-letters', command, 'crm', 'x'])).exitCode).toBe(2);
  });
});
