import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@redress/testing';
import { once } from 'node:events';
import { EnginesCommand, listening, portsIn } from './running-engines.js';

const NONE = [false, false, false];
const ALL = [true, true, true];

let engines: EnginesCommand;

beforeEach(() => {
  engines = new EnginesCommand();
});

afterEach(async () => {
  await engines.dispose();
});

function allGone(ports: readonly number[]): Promise<readonly boolean[]> {
  return eventually(
    () => listening(ports),
    (answers) => !answers.includes(true),
  );
}

describe('Engines in the background', () => {
  it('are up once their settings are printed, and gone after `down`', async () => {
    const up = await engines.run(['up', '--detach', '--native']);
    const ports = portsIn(up.stdout);
    expect([up.code, await listening(ports)]).toEqual([0, ALL]);
    expect((await engines.run(['status'])).stdout).toMatch(
      /^kafka .*\neventstoredb .*\nmongodb .*\nsupervised by process \d+\n$/,
    );
    expect((await engines.run(['logs', '--lines', '5'])).stdout).toMatch(/==> .*broker\.log <==/);
    expect((await engines.run(['down'])).code).toBe(0);
    expect(await allGone(ports)).toEqual(NONE);
  });

  it('are not started twice', async () => {
    const first = await engines.run(['up', '--detach', '--native']);
    const second = await engines.run(['up', '--detach', '--native']);
    expect([second.code, second.stdout]).toEqual([0, first.stdout]);
  });

  it('end with their supervisor, however that ends', async () => {
    const up = await engines.run(['up', '--detach', '--native']);
    const pid = Number(/process (\d+)/.exec((await engines.run(['status'])).stdout)?.[1]);
    process.kill(pid, 'SIGKILL');
    expect(await allGone(portsIn(up.stdout))).toEqual(NONE);
    expect(await engines.run(['status'])).toMatchObject({ code: 3, stdout: 'no engines run.\n' });
  });
});

describe('Engines in the foreground', () => {
  it('are stopped by a signal', async () => {
    const { child, stdout } = await engines.foreground();
    const ports = portsIn(stdout);
    expect(await listening(ports)).toEqual(ALL);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await allGone(ports)).toEqual(NONE);
  });
});

describe('Engines that run elsewhere', () => {
  it('are a failure when they do not answer, and no password is repeated', async () => {
    const down = { REDRESS_TEST_MONGODB: 'mongodb://user:marked-secret@127.0.0.1:1' };
    const up = await engines.run(['up', '--native'], down);
    expect([up.code, up.stdout]).toEqual([1, '']);
    expect(up.stderr).toContain('Nothing answers at REDRESS_TEST_MONGODB.');
    expect(up.stderr).not.toContain('marked-secret');
    expect((await engines.run(['status'])).code).toBe(3);
  });
});

describe('Without engines', () => {
  it('there is nothing to stop', async () => {
    expect(await engines.run(['down'])).toMatchObject({ code: 0, stderr: 'redress: no engines run.\n' });
  });

  it('a command that there is not is answered with those that there are', async () => {
    const { code, stderr } = await engines.run(['start']);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: npm run engines -- COMMAND');
  });
});
