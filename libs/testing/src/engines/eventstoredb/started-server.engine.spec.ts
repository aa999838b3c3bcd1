import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { ScratchFolder } from '../../scratch-folder.js';
import { StartedServer } from './started-server.js';

const program = (how: string) => [
  process.execPath,
  fileURLToPath(new URL('../../../../../tools/engines/eventstoredb-server.mjs', import.meta.url)),
  how,
];

describe('A server that a program starts: the stand-in, as if it were another one', () => {
  let folder: ScratchFolder;
  let server: StartedServer;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    folder = new ScratchFolder();
    server = await StartedServer.start(program('stand-in'), { folder: folder.path, maxAppendSize: 1_000 });
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
    folder.remove();
  });

  const append = (text = '') =>
    client.appendToStream('note-A', jsonEvent({ type: 'NoteAdded', data: { text } }), { expectedRevision: NO_STREAM });
  const read = () => Array.fromAsync(client.readStream('note-A'));

  it('is given its options, and has its events again at the same address after it was killed', async () => {
    await expect(append('x'.repeat(1_000))).rejects.toMatchObject({ type: 'maximum-append-size-exceeded' });
    await append();
    const { url } = server;
    await server.kill();
    await expect(read()).rejects.toThrow();
    await server.startAgain();
    expect(server.url).toBe(url);
    expect(await read()).toHaveLength(1);
  });

  it('has the faults of a network, and no others', async () => {
    await append();
    await server.fault({ kind: 'refuse' });
    await expect(read()).rejects.toThrow();
    await server.fault({ kind: 'heal' });
    expect(await read()).toHaveLength(1);
    await expect(server.fault({ kind: 'not-ready' })).rejects.toThrow('Only the stand-in');
  });

  it('scavenges on command', async () => {
    await append();
    await client.deleteStream('note-A');
    const length = async () =>
      (await Array.fromAsync(client.readAll())).filter(({ event }) => event?.type === '$scavengeCompleted').length;
    expect(await length()).toBe(0);
    await server.scavenge();
    expect(await length()).toBe(1);
  });
});

describe('A program that does not start a server', () => {
  it('is quoted with its reason', async () => {
    const folder = new ScratchFolder();
    const starting = StartedServer.start(program('binary'), { folder: folder.path });
    await expect(starting).rejects.toThrow('EVENTSTOREDB_BINARY does not name a program.');
    folder.remove();
  });
});
