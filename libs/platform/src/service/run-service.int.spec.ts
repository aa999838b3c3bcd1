import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Public } from '../security/caller.js';
import { loadConfig } from './configuration/load-config.js';
import { type RunningService, runService, type StartupNotes } from './run-service.js';

let started: () => void;
let finish: () => void;

@Public()
@Controller('slow')
class SlowController {
  @Get()
  async slow(): Promise<object> {
    started();
    await new Promise<void>((resolve) => (finish = resolve));
    return { answered: true };
  }
}

@Injectable()
class SpecNotes implements StartupNotes {
  notesFor(url: string): Promise<readonly string[]> {
    return Promise.resolve([`Read ${url}/first.`, 'Then rest.']);
  }
}

@Module({ controllers: [SlowController], providers: [SpecNotes] })
class SlowModule {}

let data: string;
let service: RunningService | undefined;
const lines: string[] = [];
const run = (env: Record<string, string> = {}, notes: readonly (typeof SpecNotes)[] = []): Promise<RunningService> =>
  runService({
    name: 'spec',
    module: SlowModule,
    notes,
    config: loadConfig({
      REDRESS_DATA: data,
      PORT: '0',
      REDRESS_LOG_LEVEL: 'silent',
      REDRESS_MASTER_KEY: '42'.repeat(32),
      ...env,
    }),
    announce: (line) => void lines.push(line),
  });

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'redress-service-'));
  lines.length = 0;
});
afterEach(async () => {
  await service?.close();
  service = undefined;
  await rm(data, { recursive: true, force: true });
});

/** Resolves once the address refuses connections. */
async function refusesConnections(url: string): Promise<void> {
  const port = Number(new URL(url).port);
  const isOpen = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => (socket.destroy(), resolve(true))).once('error', () => resolve(false));
    });
  while (await isOpen()) await new Promise((resolve) => setImmediate(resolve));
}

describe('A service that starts', () => {
  it('says in one line where it listens and where its data is', async () => {
    service = await run();
    expect(lines).toEqual([`Redress spec listens on ${service.url} and keeps its data in ${data}.`]);
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
  });

  it('says after it what whoever starts it must know', async () => {
    service = await run({}, [SpecNotes]);
    expect(lines.slice(1)).toEqual([`Read ${service.url}/first.`, 'Then rest.']);
  });

  it('answers what is not HTTP with a problem', async () => {
    service = await run();
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    socket.end('NOT HTTP AT ALL\r\n\r\n');
    const chunks = await Array.fromAsync(socket as AsyncIterable<Buffer>);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1.1 400[^]*problem\+json[^]*"code":"malformed-request"/);
  });

  it('leaves nothing open when its port is taken', async () => {
    service = await run();
    const other = await mkdtemp(join(tmpdir(), 'redress-service-'));
    const taken = { REDRESS_DATA: other, PORT: new URL(service.url).port };
    await expect(run(taken)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const again = await run({ REDRESS_DATA: other });
    await again.close();
    await rm(other, { recursive: true, force: true });
  });
});

describe('A service that stops', () => {
  it('finishes the request in flight, takes no other, and closes the engines', async () => {
    service = await run();
    const { url } = service;
    const begun = new Promise<void>((resolve) => (started = resolve));
    const inFlight = fetch(`${url}/api/slow`);
    await begun;
    const closing = service.close();
    await refusesConnections(url);
    finish();
    expect(await (await inFlight).json()).toEqual({ answered: true });
    await closing;
    await expect(fetch(`${url}/health/live`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    const again = await run();
    await again.close();
  });
});
