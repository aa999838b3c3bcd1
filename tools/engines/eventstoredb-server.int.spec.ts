import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ScratchFolder } from '@redress/testing';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = join(import.meta.dirname, 'eventstoredb-server.mjs');
const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);
const USERS = [
  { username: 'admin', password: 'changed' },
  { username: 'redress', password: 'secret', groups: ['services'] },
];

describe.each(['docker', 'binary'])('The program that starts EventStoreDB as %s', (how) => {
  let folder: ScratchFolder;
  let port: number;
  let child: ChildProcess;
  let exited: Promise<unknown[]>;
  let lines: AsyncIterator<string>;

  beforeEach(async () => {
    folder = new ScratchFolder();
    port = await freePort();
    mkdirSync(join(folder.path, 'bin'));
    writeProgram('docker', [fixture('fake-docker.mjs'), folder.path]);
    writeProgram('eventstored', [fixture('fake-eventstoredb.mjs'), join(folder.path, 'server.log')]);
  });
  afterEach(() => {
    if (child.exitCode === null) child.kill('SIGKILL');
    for (const { pid } of servers()) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
    folder.remove();
  });

  /** Writes a program of that name which runs a fixture. */
  function writeProgram(name: string, args: readonly string[]): void {
    const path = join(folder.path, 'bin', name);
    writeFileSync(path, `#!/bin/sh\nexec ${[process.execPath, ...args].map((arg) => `'${arg}'`).join(' ')} "$@"\n`);
    chmodSync(path, 0o755);
  }

  /** Runs the program. Returns its first line. */
  function start(options: object, behaviour = ''): Promise<string | undefined> {
    const bin = join(folder.path, 'bin');
    const env = {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
      EVENTSTOREDB_BINARY: join(bin, 'eventstored'),
      EVENTSTOREDB_IMAGE: 'eventstore/eventstore:1.2.3',
      FAKE_EVENTSTOREDB: behaviour,
    };
    const args = [PROGRAM, how, folder.path, String(port), JSON.stringify(options)];
    child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    exited = once(child, 'exit');
    // A program that has ended by itself takes no more orders.
    child.stdin!.on('error', () => undefined);
    lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
    return nextLine();
  }

  async function nextLine(): Promise<string | undefined> {
    const { value, done } = await lines.next();
    return done === true ? undefined : value;
  }

  function logged(name: string): readonly Record<string, unknown>[] {
    const path = join(folder.path, name);
    if (!existsSync(path)) return [];
    return readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  function servers() {
    return logged('server.log').flatMap(({ started, pid }) =>
      started === undefined ? [] : [{ started, pid: Number(pid) }],
    );
  }

  async function ended(order?: 'stop' | 'kill'): Promise<unknown> {
    child.stdin!.end(order === undefined ? '' : `${order}\n`);
    const [code] = await exited;
    return code;
  }

  it('gives it its settings, and serves once it is alive and has its users', async () => {
    expect(await start({ maxAppendSize: 1_000, users: USERS })).toBe(`serving esdb://127.0.0.1:${port}?tls=false`);
    const data = how === 'docker' ? '/data' : join(folder.path, 'data');
    expect(servers()[0]?.started).toMatchObject({
      EVENTSTORE_CLUSTER_SIZE: '1',
      EVENTSTORE_DB: data,
      EVENTSTORE_DEFAULT_ADMIN_PASSWORD: 'changed',
      EVENTSTORE_INSECURE: 'true',
      EVENTSTORE_MAX_APPEND_SIZE: '1000',
    });
    const [created, ...more] = logged('server.log').filter(({ method }) => method !== undefined);
    expect(created).toMatchObject({ method: 'POST', url: '/users/', asked: 4 });
    expect(JSON.parse(String(created?.['body']))).toMatchObject({ loginName: 'redress', groups: ['services'] });
    expect(more).toEqual([]);
  });

  it('scavenges when told to', async () => {
    await start({});
    child.stdin!.write('scavenge\n');
    expect(await nextLine()).toBe('done');
    expect(logged('server.log').map(({ method, url }) => [method, url])).toContainEqual(['POST', '/admin/scavenge']);
  });

  it.each([
    ['stop', true],
    ['kill', false],
    [undefined, true],
  ] as const)('ends it at the order %s or the end of its input, at once or in order', async (order, inOrder) => {
    await start({});
    const [{ pid } = { pid: 0 }] = servers();
    expect(isRunning(pid)).toBe(true);
    expect(await ended(order)).toBe(0);
    await gone(pid);
    expect(logged('server.log').some(({ stopped }) => stopped === pid)).toBe(inOrder);
  });

  it('leaves none behind that does not take its users', async () => {
    expect(await start({ users: USERS }, 'refuses')).toBe('failed POST /users/: 500');
    expect(await ended()).toBe(1);
    await gone(servers()[0]!.pid);
  });

  it('does not wait for one that has ended', async () => {
    expect(await start({}, 'dies')).toBe('failed The server does not say that it is alive.');
    expect(await ended()).toBe(1);
  });

  if (how === 'docker') {
    it('runs the image on one port of this machine, with the data in the folder, and removes the container', async () => {
      await start({});
      const [run] = logged('docker.log') as unknown as string[][];
      expect(run).toEqual(expect.arrayContaining(['run', '--detach', '--rm', `127.0.0.1:${port}:2113`]));
      expect(run).toEqual(expect.arrayContaining([`${join(folder.path, 'data')}:/data`]));
      expect(run!.at(-1)).toBe('eventstore/eventstore:1.2.3');
    });
  }
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Resolves when a process has ended; never, if it does not. */
async function gone(pid: number): Promise<void> {
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
