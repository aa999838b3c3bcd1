import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { shippedPolicyOf } from '@redress/policies';
import { stringify } from 'yaml';
import { CommandLine } from '../command-line.mother.spec.js';
import { narrowFile } from '../import/cfpb/bureau-file.mother.spec.js';

const ANNOUNCED = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'DTSTART;VALUE=DATE:20301206',
  'SUMMARY:Announced late',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');

const MAIN = join(import.meta.dirname, '../../dist/main.js');

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
});
afterEach(() => cli.close());

type Server = ChildProcessByStdio<null, Readable, Readable>;

const serve = (...services: readonly string[]): Server => serveWith({}, ...services);

const serveWith = (env: Readonly<Record<string, string>>, ...services: readonly string[]): Server =>
  spawn(process.execPath, [MAIN, 'serve', ...services, '--port', '0', '--data', cli.data], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Continues to read afterwards: a process with unread output would block. */
function listening(server: Server): Promise<string> {
  let written = '';
  return new Promise((resolve, reject) => {
    server.stdout.on('data', (chunk: Buffer) => {
      written += chunk.toString();
      const url = /listens on (http:\S+)/.exec(written)?.[1];
      if (url !== undefined) resolve(url);
    });
    server.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));
    server.once('exit', () => reject(new Error(`It did not start:\n${written}`)));
  });
}

async function stop(server: Server): Promise<number | null> {
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  return code;
}

describe('redress serve', () => {
  it('runs every service, lets other commands read and rebuild beside it, and stops with 0', async () => {
    await cli.run(['import', 'cfpb', await cli.write('a.csv', narrowFile([{}]))]);
    const server = serve();
    const url = await listening(server);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    for (const command of [['verify'], ['export'], ['rebuild', '--all'], ['parked']]) {
      expect([command, (await cli.run(command)).exitCode]).toEqual([command, 0]);
    }
    const refused = await cli.run(['import', 'cfpb', cli.path('a.csv')]);
    expect(refused.exitCode).toBe(3);
    expect(refused.err).toContain('Another process is writing to the data folder');
    expect(await stop(server)).toBe(0);
  });

  it('lets two people publish a policy, each with their own token', async () => {
    const server = serveWith({ REDRESS_POLICY_APPROVAL: 'two' });
    const url = await listening(server);
    const file = await cli.write('acme.json', JSON.stringify({ ...shippedPolicyOf('generic@2'), version: 'acme@1' }));
    const other = await cli.write('other.json', JSON.stringify({ ...shippedPolicyOf('basic@1'), version: 'acme@1' }));
    const by = async (person: string, ...args: readonly string[]) => {
      const minted = (await cli.run(['token', '--role', 'admin', '--sub', person])).out;
      const token = await cli.write(`token-${person}`, minted);
      return cli.run(['policy', ...args, '--server', url, '--token-file', token]);
    };
    const alone = await by('adam', 'publish', file);
    expect([alone.exitCode, alone.err]).toEqual([1, expect.stringContaining('takes two people')]);
    expect((await by('adam', 'propose', file)).out).toContain('waits for another person');
    const own = await by('adam', 'approve', file);
    expect([own.exitCode, own.err]).toEqual([1, expect.stringContaining('another person must approve')]);
    // Without a token of one's own, the command line is nobody in particular.
    const nobody = await cli.run(['policy', 'approve', file, '--server', url]);
    expect([nobody.exitCode, nobody.err]).toEqual([2, expect.stringContaining('--token-file')]);
    const unread = await by('zoe', 'approve', other);
    expect([unread.exitCode, unread.err]).toEqual([1, expect.stringContaining('no longer has the content')]);
    expect((await by('zoe', 'reject', file, '--reason', 'Too long.')).out).toContain('is rejected');
    await by('adam', 'propose', 'acme@1');
    expect((await by('zoe', 'approve', file)).out).toContain('acme@1 is approved and published');
    expect(await stop(server)).toBe(0);
  });

  it('publishes policies and applies late holidays for commands that name it, and others are told to', async () => {
    const server = serve();
    const url = await listening(server);
    const policy = { ...shippedPolicyOf('ir-20-day@1'), version: 'acme@1', validFrom: '2099-01-01' };
    const file = await cli.write('acme.yaml', stringify(policy));
    const locked = await cli.run(['policy', 'publish', file]);
    expect([locked.exitCode, locked.err]).toEqual([3, expect.stringContaining('--server http://127.0.0.1:8080')]);
    expect((await cli.run(['policy', 'draft', file, '--server', url])).out).toContain('acme@1 is drafted');
    const published = await cli.run(['policy', 'publish', 'acme@1', '--server', url]);
    expect(published.out).toContain('acme@1 is published, valid from 2099-01-01. It is not in force yet');
    expect((await cli.json('policy', 'list', '--server', url)).items[0]).toMatchObject({ version: 'acme@1' });
    expect(await cli.run(['policy', 'diff', 'acme@1', file, '--server', url])).toMatchObject({ exitCode: 0, out: '' });
    expect((await cli.run(['policy', 'retire', 'acme@1', '--server', url])).out).toContain('is retired');
    const again = await cli.run(['policy', 'publish', file, '--server', url]);
    expect([again.exitCode, again.err]).toEqual([1, expect.stringMatching(/retired/i)]);
    const token = await cli.write('token', (await cli.run(['token', '--role', 'handler'])).out);
    const asHandler = await cli.run(['policy', 'publish', file, '--server', url, '--token-file', token]);
    expect([asHandler.exitCode, asHandler.err]).toEqual([1, expect.stringContaining('needs the role admin')]);
    const lodged = { description: 'The kettle burst.', channel: 'web', language: 'en' };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/api/complaints`, { method: 'POST', headers, body: JSON.stringify(lodged) });
    const days = await cli.write('a.ics', ANNOUNCED);
    const apply = ['calendar', 'apply', days, '--version', 'generic@2', '--server', url];
    expect((await cli.run(apply)).out).toContain('1 open complaints now use generic@2');
    expect((await cli.run(apply)).out).toContain('1 had these days already');
    expect(await stop(server)).toBe(0);
  });

  it('runs only the services that are named', async () => {
    const server = serve('intake');
    const url = await listening(server);
    expect((await fetch(`${url}/api/complaints`, { method: 'POST' })).status).not.toBe(404);
    expect((await fetch(`${url}/api/cases`)).status).toBe(404);
    expect(await stop(server)).toBe(0);
  });

  it('runs the pages beside the services that they ask, or alone and without a folder', async () => {
    const beside = serve('intake', 'case-handling', 'web');
    const url = await listening(beside);
    expect((await fetch(url)).status).toBe(200);
    const env = { NODE_ENV: 'production', REDRESS_INTAKE_URL: url, REDRESS_CASE_HANDLING_URL: url };
    // The services have the folder, which no other process could open.
    const alone = serveWith(env, 'web');
    const pages = await listening(alone);
    expect([(await fetch(pages)).status, (await fetch(`${pages}/api/complaints`)).status]).toEqual([200, 404]);
    expect([await stop(alone), await stop(beside)]).toEqual([0, 0]);
  });

  it('refuses the pages beside some of the services that they ask, and says what to do', async () => {
    const { exitCode, err } = await cli.run(['serve', 'web', 'intake', 'analytics']);
    expect([exitCode, err]).toEqual([
      2,
      expect.stringContaining(
        'Beside other services web needs case-handling as well. Or run it alone: redress serve web',
      ),
    ]);
  });

  it('ends with 3 when the pages alone are not told where the services are', async () => {
    const alone = serve('web');
    let written = '';
    alone.stderr.on('data', (chunk: Buffer) => (written += chunk.toString()));
    const [code] = await once(alone, 'close');
    expect(code).toBe(3);
    for (const [variable, host] of [
      ['REDRESS_INTAKE_URL', 'intake'],
      ['REDRESS_CASE_HANDLING_URL', 'case-handling'],
    ])
      expect(written).toMatch(new RegExp(`${variable} must be .* Example: ${variable}=http://${host}:8080`));
  });

  it('prints the link of the first administrator for whoever starts all services, and into no log of identity alone', async () => {
    const printed = async (...services: readonly string[]): Promise<string> => {
      const server = serve(...services);
      let written = '';
      server.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()));
      const url = await listening(server);
      const body = JSON.stringify({ username: 'adam', password: 'correct horse battery' });
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(`${url}/api/session`, { method: 'POST', headers, body })).status).toBe(401);
      expect(await stop(server)).toBe(0);
      return written;
    };
    expect(await printed()).toMatch(/\/sign-in#first\.\S+\n$/);
    expect(await printed('identity')).not.toContain('sign-in');
  });

  it('ends with 3 when another process has the folder', async () => {
    const first = serve();
    await listening(first);
    const second = serve();
    const [code] = await once(second, 'exit');
    expect(code).toBe(3);
    expect(await stop(first)).toBe(0);
  });
});
