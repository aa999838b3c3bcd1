import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, open, rm, writeFile } from 'node:fs/promises';
import { CommandLine } from '../command-line.mother.spec.js';
import { wideFile } from '../import/cfpb/bureau-file.mother.spec.js';
import { checkMail, checkNode, checkPort, type Finding, findingsIn } from '@redress/standalone';
import { openSqliteReadStore } from '@redress/engine-sqlite';
import { toPosition } from '@redress/eventing';
import { HELD_MESSAGES_VIEW } from '@redress/notification';
import { loadConfig } from '@redress/platform';
import { shippedPolicyOf } from '@redress/policies';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
  await cli.run(['import', 'cfpb', await cli.write('a.csv', wideFile([{}]))]);
});
afterEach(() => cli.close());

const stateOf = async (check: string) => {
  const { findings } = await cli.json('doctor');
  return findings.find((finding: Finding) => finding.check === check)?.state;
};

describe('the doctor', () => {
  it('finds nothing wrong with a healthy folder but for the port, which others may have', async () => {
    const { findings } = await cli.json('doctor');
    const failed = findings.filter(({ state, check }: Finding) => state === 'fail' && check !== 'port');
    expect(failed).toEqual([]);
  });

  it('finds a master key that others may read, and says what to do', async () => {
    await chmod(`${cli.data}/master.key`, 0o644);
    const { exitCode, out } = await cli.run(['doctor']);
    expect(exitCode).toBe(1);
    expect(out).toContain(`chmod 600 ${cli.data}/master.key`);
  });

  it('finds a master key that is not the one of the keys, or none', async () => {
    await writeFile(`${cli.data}/master.key`, 'ab'.repeat(32));
    expect(await stateOf('master key')).toBe('fail');
    await rm(`${cli.data}/master.key`);
    expect(await stateOf('master key')).toBe('fail');
  });

  it('finds a damaged store', async () => {
    const file = await open(`${cli.data}/events.db`, 'r+');
    await file.write(Buffer.alloc(4_096, 0xaa), 0, 4_096, 8_192);
    await file.close();
    expect(await stateOf('event store')).toBe('fail');
  });

  it('finds a view that holds documents of another version, and says how to build it anew', async () => {
    await cli.run(['rebuild', 'cases']);
    const database = new DatabaseSync(`${cli.data}/views.db`);
    database.exec(`UPDATE "documents/cases" SET body = json_set(body, '$.viewVersion', 7)`);
    database.close();
    const { out } = await cli.run(['doctor']);
    expect(out).toMatch(/^fail +view cases .*documents of version 7.*-> redress rebuild cases$/m);
    expect(await stateOf('view tracking')).toBeUndefined();
  });

  it('finds messages held by another version, which nothing can build anew', async () => {
    const views = await openSqliteReadStore({ file: `${cli.data}/views.db` });
    await views.define(HELD_MESSAGES_VIEW);
    const changes = [{ id: 'one', expected: 'none', revision: 0, body: { viewVersion: 7 } } as const];
    const place = { position: toPosition(1n) };
    await views.commit(HELD_MESSAGES_VIEW.name, { generation: 1, changes, park: [], unpark: [], ...place });
    await views.close();
    const { out } = await cli.run(['doctor']);
    expect(out).toMatch(/^fail +process held-messages .*documents of version 7.*-> run the release that wrote them$/m);
  });

  it('warns of a list of holidays that ends, before and after it does', async () => {
    expect(await stateOf('holidays')).toBe('ok');
    await cli.run([
      'policy',
      'publish',
      await cli.write('policy.json', JSON.stringify(shippedPolicyOf('ir-20-day@1'))),
    ]);
    const { out } = await cli.run(['doctor']);
    expect(out).toMatch(/^warn +holidays .*iran@1 ends on 20 March 2027\./m);
  });

  it('recommends that two people publish policies, and does not warn where there is one', async () => {
    expect(await stateOf('policy approval')).toBe('ok');
    expect((await cli.run(['doctor'])).out).toContain('REDRESS_POLICY_APPROVAL=two');
    const office = await CommandLine.open({ REDRESS_POLICY_APPROVAL: 'two', REDRESS_DATA: cli.data });
    expect((await office.run(['doctor'])).out).toContain('another approves it');
  });

  it('does not make what is not there', async () => {
    const { exitCode } = await cli.run(['doctor', '--data', cli.path('new')]);
    expect([0, 1]).toContain(exitCode);
    expect((await cli.run(['verify', '--data', cli.path('new')])).exitCode).toBe(3);
  });
});

describe('the checks around the system', () => {
  const say = findingsIn('en');

  it('want a Node of the pinned version', () => {
    expect(checkNode(say, '26.12.1').state).not.toBe('fail');
    expect(checkNode(say, '20.9.0').state).toBe('fail');
  });

  it('warn of a Node that reads JSON wrongly', () => {
    expect(checkNode(say, '26.10.0', true)).toEqual({
      check: 'node',
      state: 'warn',
      detail: expect.stringContaining('misreads JSON'),
      remedy: 'Use Node 26.12.1 or later.',
    });
  });

  it('find another program on the port, and a mail server that is not there', async () => {
    const other = createServer((socket) => socket.destroy());
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const config = loadConfig({ PORT: String(port), REDRESS_SMTP_URL: `smtp://127.0.0.1:${port}` });
    expect([(await checkPort(config)).state, (await checkMail(config, say)).state]).toEqual(['fail', 'ok']);
    other.close();
    await once(other, 'close');
    expect([(await checkPort(config)).state, (await checkMail(config, say)).state]).toEqual(['ok', 'fail']);
  });
});
