import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { CommandLine } from '../command-line.mother.spec.js';
import { narrowFile } from '../import/cfpb/bureau-file.mother.spec.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

let cli: CommandLine;
beforeEach(async () => {
  cli = await CommandLine.open();
});
afterEach(() => cli.close());

type Server = ChildProcessByStdio<null, Readable, Readable>;

const serve = (...services: readonly string[]): Server =>
  spawn(process.execPath, [MAIN, 'serve', ...services, '--port', '0', '--data', cli.data], {
    env: { PATH: process.env['PATH'] },
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

  it('runs only the services that are named', async () => {
    const server = serve('intake');
    const url = await listening(server);
    expect((await fetch(`${url}/api/complaints`, { method: 'POST' })).status).not.toBe(404);
    expect((await fetch(`${url}/api/cases`)).status).toBe(404);
    expect(await stop(server)).toBe(0);
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
