import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { call, RunningRedress } from '@redress/testing';
import { CommandLine } from '../command-line.mother.spec.js';

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
});
afterEach(() => cli.close());

const LINK = /^http:\/\/127\.0\.0\.1:\d+\/sign-in#(\S+)\n$/;

/** Runs the command, which must print an address, and returns the secret in it. */
async function linkFrom(...args: readonly string[]): Promise<string> {
  const { exitCode, out } = await cli.run(['staff-link', ...args]);
  expect([exitCode, out]).toEqual([0, expect.stringMatching(LINK)]);
  return LINK.exec(out)?.[1] ?? '';
}

const use = async (server: RunningRedress, link: string, more: object = {}): Promise<number> => {
  const body = { link, password: 'correct horse battery', ...more };
  return (await call('POST', `${server.url}/api/session/link`, { body })).status;
};

const start = () => RunningRedress.start({ data: cli.data });

describe('redress staff-link', () => {
  it('prints the address of the first administrator, while there is no account', async () => {
    const link = await linkFrom();
    await using server = await start();
    expect(await use(server, link, { username: 'adam' })).toBe(201);
    await server.stop();
    const { exitCode, err } = await cli.run(['staff-link']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('Name one: redress staff-link <username>')]);
  });

  it('lets an administrator who is locked out set another password, with or without the server', async () => {
    const first = await linkFrom();
    await using server = await start();
    await use(server, first, { username: 'adam' });
    const locked = await cli.run(['staff-link', 'adam']);
    expect([locked.exitCode, locked.err]).toEqual([3, expect.stringContaining('--server http://127.0.0.1:8080')]);
    expect(await use(server, await linkFrom('ADAM', '--server', server.url))).toBe(201);
    await server.stop();
    const link = await linkFrom('adam');
    await using again = await start();
    expect(await use(again, link)).toBe(201);
    expect(await use(again, link)).toBe(404);
  });

  it('says so when there is no such account, with or without the server', async () => {
    const unknown = [1, 'redress: There is no account of this person. Look at the list of accounts.\n'];
    const { exitCode, err } = await cli.run(['staff-link', 'nobody']);
    expect([exitCode, err]).toEqual(unknown);
    await using server = await start();
    const asked = await cli.run(['staff-link', 'nobody', '--server', server.url]);
    expect([asked.exitCode, asked.err]).toEqual(unknown);
    expect((await cli.run(['staff-link', '--server', server.url])).exitCode).toBe(2);
  });

  it('prints nothing where another issuer signs staff in', async () => {
    const elsewhere = await CommandLine.open({ REDRESS_JWKS: 'https://id.example.org/keys' });
    const { exitCode, out, err } = await elsewhere.run(['staff-link', 'adam']);
    expect([exitCode, out, err]).toEqual([2, '', expect.stringContaining('REDRESS_JWKS')]);
    await elsewhere.close();
  });
});
