import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress, seededRandom, seedOfRun } from '@redress/testing';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BusyOffice, Journal } from './busy-office.js';
import { Office } from '../office.js';
import { readStoredData } from '../stored-data.js';

const SEED = seedOfRun();
const WORK_MS = 300;
/** This many answers prove that it was under load. */
const ANSWERED_MIN = 10;
const BODY = JSON.stringify({ description: 'A fee was taken twice.' });

describe('Asked to stop', () => {
  let data: string;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'redress-stop-'));
  });

  afterEach(async () => {
    await rm(data, { recursive: true, force: true });
  });

  it(`under load, it ends well and keeps all that it answered (REDRESS_SEED=${SEED})`, async () => {
    const journal = new Journal();
    const clients = new BusyOffice(journal, seededRandom(SEED));
    await using redress = await RunningRedress.start({ data });
    const enough = new AbortController();
    const work = clients.work(await Office.open(redress), enough.signal);
    const answered = () => journal.sent.filter(({ answer }) => answer !== undefined).length;
    await pause(WORK_MS);
    await eventually(
      () => Promise.resolve(answered()),
      (count) => count > ANSWERED_MIN,
    );
    expect(await redress.stop()).toBe(0);
    enough.abort();
    await work;

    const stored = await readStoredData(data);
    expect(answered()).toBeGreaterThan(ANSWERED_MIN);
    expect(journal.contradictions).toEqual([]);
    expect(journal.faultsIn(stored.opened)).toEqual([]);
    expect([...stored.chainFaults, ...stored.viewFaults]).toEqual([]);
  });

  it('it answers the request that it had begun to read', async () => {
    await using redress = await RunningRedress.start({ data });
    const request = await beginLodging(redress);
    redress.signal('SIGTERM');
    await eventually(
      () => Promise.resolve(redress.output),
      (output) => output.includes('stopping'),
    );
    const answer = readToEnd(request);
    request.write(BODY);
    expect(await answer).toMatch(/HTTP\/1\.1 201 /);
    expect(await redress.ended).toEqual({ code: 0, signal: null });
    expect((await readStoredData(data)).recorded).toHaveLength(1);
  });

  // The process exits with another code when ten seconds are not enough.
  it('it does not wait for ever for a client that never finishes', async () => {
    await using redress = await RunningRedress.start({ data });
    const request = await beginLodging(redress);
    const answer = readToEnd(request);
    expect(await redress.stop()).toBe(0);
    expect(await answer).not.toContain('201');
    expect((await readStoredData(data)).recorded).toEqual([]);
  });

  it('twice, it ends as if asked once', async () => {
    await using redress = await RunningRedress.start({ data });
    redress.signal('SIGTERM');
    redress.signal('SIGTERM');
    redress.signal('SIGINT');
    expect(await redress.ended).toEqual({ code: 0, signal: null });
  });

  it('in the middle of its start, it ends at once', async () => {
    await using redress = await RunningRedress.launch({ data });
    await eventually(
      () => Promise.resolve(redress.output),
      (output) => output.includes('"context":"mail"'),
    );
    redress.signal('SIGTERM');
    expect(await redress.ended).toEqual({ code: 0, signal: null });
  });

  it.each([0.1, 0.6, 0.95])('after %f of its start, it ends at once and can be started again', async (share) => {
    const begun = performance.now();
    {
      await using first = await RunningRedress.start({ data });
      expect(await first.stop()).toBe(0);
    }
    const start_ms = performance.now() - begun;
    await using second = await RunningRedress.launch({ data });
    await pause(start_ms * share);
    const code = await second.stop();
    // Before its code is loaded, no handler is installed, and the signal itself ends the process.
    expect([0, null]).toContain(code);
    await using third = await RunningRedress.start({ data });
    expect(await third.stop()).toBe(0);
  });
});

/** Sends the head of a request and waits until the server asks for its body, which means that the request is accepted. */
async function beginLodging(redress: RunningRedress): Promise<Socket> {
  const { hostname, port } = new URL(redress.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(
    `POST /api/complaints HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(BODY)}\r\nexpect: 100-continue\r\n\r\n`,
  );
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  expect(chunk.toString()).toMatch(/^HTTP\/1\.1 100 /);
  return socket;
}

/** Everything received until the connection ends, however it ends. */
async function readToEnd(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return text;
}
