import { randomUUID } from 'node:crypto';
import {
  ANY,
  BACKWARDS,
  END,
  EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  NO_STREAM,
  STREAM_EXISTS,
  streamNameFilter,
  type AppendResult,
  type Position,
} from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { holdsEventually } from '../../suites/core-harness.js';
import { ScratchFolder } from '../../scratch-folder.js';
import { EventStoreDbStandIn } from './index.js';

const event = (type = 'NoteAdded', id: string = randomUUID()) => jsonEvent({ id, type, data: { type } });
const END_OF_NUMBERS = { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n };
const events = (count: number, type?: string) => Array.from({ length: count }, () => event(type));

/** One append in each of the client's modes: as a single call, caused by credentials, and in a batch. */
const ways = [
  { way: 'one call for each append', options: { credentials: { username: 'any', password: 'any' } } },
  { way: 'batches', options: {} },
];

describe('A stand-in of a version that there is not', () => {
  it('does not start', async () => {
    const other = EventStoreDbStandIn.start({ folder: '/nowhere', version: '22.10' as never });
    await expect(other).rejects.toThrow('23.10, 24.2, 24.10');
  });
});

describe('The stand-in for EventStoreDB, asked by the official client', () => {
  let folder: ScratchFolder;
  let server: EventStoreDbStandIn;
  let client: EventStoreDBClient;
  beforeEach(async () => {
    folder = new ScratchFolder();
    server = await EventStoreDbStandIn.start({ folder: folder.path, systemEventEvery: 2 });
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterEach(async () => {
    await client.dispose();
    await server.stop();
    folder.remove();
  });

  const typesIn = async (read: AsyncIterable<{ event?: { type: string } }>) =>
    (await Array.fromAsync(read)).map((resolved) => resolved.event!.type);
  const ours = (types: readonly string[]) => types.filter((type) => !type.startsWith('$'));

  describe.each(ways)('appending by $way', ({ options }) => {
    const append = (count: number, expectedRevision: bigint | typeof ANY | typeof NO_STREAM | typeof STREAM_EXISTS) =>
      client.appendToStream('note-A', events(count), { ...options, expectedRevision });

    it('holds every append to the revision that it expects', async () => {
      await expect(append(1, STREAM_EXISTS)).rejects.toMatchObject({ type: 'wrong-expected-version' });
      await expect(append(1, 0n)).rejects.toMatchObject({ actualVersion: 'no_stream', expectedVersion: 0n });
      expect(await append(2, NO_STREAM)).toMatchObject({ nextExpectedRevision: 1n });
      await expect(append(1, NO_STREAM)).rejects.toMatchObject({ actualVersion: 1n, expectedVersion: 'no_stream' });
      await expect(append(1, 0n)).rejects.toMatchObject({ actualVersion: 1n, expectedVersion: 0n });
      await expect(append(1, 5n)).rejects.toMatchObject({ actualVersion: 1n });
      expect(await append(1, 1n)).toMatchObject({ nextExpectedRevision: 2n });
      expect(await append(1, ANY)).toMatchObject({ nextExpectedRevision: 3n });
      expect(await append(1, STREAM_EXISTS)).toMatchObject({ nextExpectedRevision: 4n });
    });

    it('knows a repeat by its ids, at the place where they are', async () => {
      const [first, second] = [event(), event()];
      const send = (sent: ReturnType<typeof events>, expectedRevision: bigint | typeof ANY | typeof NO_STREAM) =>
        client.appendToStream('note-A', sent, { ...options, expectedRevision });
      const answer = await send([first, second], NO_STREAM);
      await send([event()], 1n);
      expect(await send([first, second], NO_STREAM)).toEqual(answer);
      expect(await send([first, second], ANY)).toEqual(answer);
      await expect(send([second, first], NO_STREAM)).rejects.toMatchObject({ type: 'wrong-expected-version' });
      await expect(send([first, event()], NO_STREAM)).rejects.toMatchObject({ type: 'wrong-expected-version' });
      await expect(send([second], NO_STREAM)).rejects.toMatchObject({ type: 'wrong-expected-version' });
      expect(await Array.fromAsync(client.readStream('note-A'))).toHaveLength(3);
    });

    it('takes no append of more than a mebibyte', async () => {
      const large = jsonEvent({ type: 'NoteAdded', data: { text: 'x'.repeat(1_100_000) } });
      const appending = client.appendToStream('note-A', large, { ...options, expectedRevision: NO_STREAM });
      await expect(appending).rejects.toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 });
    });

    it('fails at an event without a UUID', async () => {
      const nameless = event('NoteAdded', 'not-a-uuid');
      await expect(client.appendToStream('note-A', nameless, options)).rejects.toMatchObject({ code: 2 });
    });

    it('has no place for another event in a stream with a tombstone, but in one that was deleted', async () => {
      await append(2, NO_STREAM);
      await client.deleteStream('note-A');
      await expect(Array.fromAsync(client.readStream('note-A'))).rejects.toMatchObject({ type: 'stream-not-found' });
      expect(await append(1, NO_STREAM)).toMatchObject({ nextExpectedRevision: 2n });
      expect(await Array.fromAsync(client.readStream('note-A'))).toHaveLength(1);
      await client.tombstoneStream('note-A');
      await expect(append(1, ANY)).rejects.toMatchObject({ type: 'stream-deleted' });
      await expect(Array.fromAsync(client.readStream('note-A'))).rejects.toMatchObject({ type: 'stream-deleted' });
    });
  });

  it('reads a stream from any revision, both ways, inclusively', async () => {
    await client.appendToStream(
      'note-A',
      ['A', 'B', 'C', 'D'].map((type) => event(type)),
    );
    expect(await typesIn(client.readStream('note-A', { fromRevision: 1n, maxCount: 2 }))).toEqual(['B', 'C']);
    const backwards = { direction: BACKWARDS } as const;
    expect(await typesIn(client.readStream('note-A', { ...backwards, fromRevision: 1n }))).toEqual(['B', 'A']);
    expect(await typesIn(client.readStream('note-A', { ...backwards, fromRevision: END, maxCount: 1 }))).toEqual(['D']);
  });

  it('reads all streams from a position on inclusively, and backwards exclusively, with its own events between', async () => {
    const answers: AppendResult[] = [];
    for (const type of ['A', 'B', 'C', 'D']) answers.push(await client.appendToStream(`note-${type}`, event(type)));
    const fromPosition = answers[1]!.position!;
    const forwards = await typesIn(client.readAll({ fromPosition }));
    expect(ours(forwards)).toEqual(['B', 'C', 'D']);
    expect(forwards.length).toBeGreaterThan(3);
    expect(ours(await typesIn(client.readAll({ fromPosition, direction: BACKWARDS })))).toEqual(['A']);
    expect(ours(await typesIn(client.readAll({ fromPosition: END, direction: BACKWARDS })))).toEqual([
      'D',
      'C',
      'B',
      'A',
    ]);
  });

  it.each([
    { by: 'type', filter: eventTypeFilter({ regex: '^Wanted', maxSearchWindow: 10 }) },
    { by: 'stream', filter: streamNameFilter({ prefixes: ['wanted-'], maxSearchWindow: 10 }) },
  ])('sends what a filter by $by lets through, and tells by checkpoints how far it has looked', async ({ filter }) => {
    const checkpoints: Position[] = [];
    const seen: string[] = [];
    const subscription = client.subscribeToAll({
      filter: { ...filter, checkpointReached: (_, position) => void checkpoints.push(position) },
    });
    subscription.on('data', (resolved) => seen.push(resolved.event!.type));
    await client.appendToStream('other-A', events(30, 'Other'));
    await client.appendToStream('wanted-A', events(2, 'Wanted'));
    const last = await client.appendToStream('other-A', events(30, 'Other'));
    await holdsEventually(() => expect(seen).toEqual(['Wanted', 'Wanted']));
    await holdsEventually(() => expect(checkpoints.length).toBeGreaterThanOrEqual(6));
    expect(checkpoints.at(-1)!.commit).toBeLessThanOrEqual(last.position!.commit);
    await subscription.unsubscribe();
  });

  describe.each([
    { version: '23.10', noEventThere: 2, asItGoesLive: [] },
    { version: '24.2', noEventThere: 2, asItGoesLive: [END_OF_NUMBERS] },
    { version: '24.10', noEventThere: 3, asItGoesLive: [{ commit: 0n, prepare: 0n }] },
  ] as const)('of version $version', ({ version, noEventThere, asItGoesLive }) => {
    beforeEach(async () => {
      await client.dispose();
      await server.stop();
      server = await EventStoreDbStandIn.start({
        folder: folder.file(version),
        systemEventEvery: 0,
        version,
        checkpointEvery: 1,
      });
      client = EventStoreDBClient.connectionString(server.url);
    });

    /** What a subscription receives from a position on. */
    const subscribed = (fromPosition: Position) => {
      const seen: string[] = [];
      const subscription = client.subscribeToAll({ fromPosition });
      subscription.on('data', (resolved) => seen.push(resolved.event!.type));
      const failure = new Promise((resolve) => subscription.on('error', resolve));
      const isConfirmed = new Promise((resolve) => subscription.on('confirmation', resolve));
      return { seen, failure, isConfirmed, end: () => subscription.unsubscribe() };
    };

    it('sends its checkpoint when it goes live with nothing to send', async () => {
      const told: (Position | string)[] = [];
      const searched = (await Array.fromAsync(client.readAll())).map(({ event: found }) => found!.position);
      const subscription = client.subscribeToAll({
        filter: eventTypeFilter({ regex: '^Wanted', checkpointReached: (_, position) => void told.push(position) }),
      });
      subscription.on('data', (resolved) => told.push(resolved.event!.type));
      const before = [...searched, ...asItGoesLive];
      await holdsEventually(() => expect(told).toEqual(before));
      const first = await client.appendToStream('wanted-A', event('Wanted'));
      const second = await client.appendToStream('wanted-A', event('Other'));
      await holdsEventually(() => expect(told).toEqual([...before, 'Wanted', first.position, second.position]));
      await subscription.unsubscribe();
    });

    it('begins a subscription behind the position that it names', async () => {
      const { position } = await client.appendToStream('note-A', [event('A'), event('B')]);
      await client.appendToStream('note-A', event('C'));
      const { seen, end } = subscribed(position!);
      await holdsEventually(() => expect(ours(seen)).toEqual(['C']));
      await end();
    });

    it('refuses a position between two events, to readers and to subscribers', async () => {
      const { position } = await client.appendToStream('note-A', [event('A'), event('B')]);
      const between = { commit: position!.commit - 1n, prepare: position!.prepare - 1n };
      expect(await subscribed(between).failure).toMatchObject({ code: noEventThere });
      await expect(Array.fromAsync(client.readAll({ fromPosition: between }))).rejects.toMatchObject({
        code: noEventThere,
      });
    });

    it('confirms a subscription from beyond the end, and is silent until the log has grown past it', async () => {
      const { position } = await client.appendToStream('note-A', event('A'));
      const beyond = { commit: position!.commit + 600n, prepare: position!.prepare + 600n };
      const { seen, isConfirmed, end } = subscribed(beyond);
      await isConfirmed;
      const late: AppendResult[] = [];
      while ((late.at(-1)?.position?.commit ?? 0n) <= beyond.commit) {
        late.push(await client.appendToStream('note-A', event(`B${late.length}`)));
      }
      expect(late.length).toBeGreaterThan(1);
      await holdsEventually(() => expect(seen).toEqual([`B${late.length - 1}`]));
      await end();
    });
  });
  it('answers while it is not ready as a server that starts', async () => {
    server.fault({ kind: 'not-ready' });
    await expect(client.appendToStream('note-A', event())).rejects.toMatchObject({ code: 14 });
    await expect(Array.fromAsync(client.readAll())).rejects.toMatchObject({ code: 14 });
    server.fault({ kind: 'heal' });
    expect(await client.appendToStream('note-A', event())).toMatchObject({ success: true });
  });

  it('sends a stream from behind a revision on, and what is appended later', async () => {
    await client.appendToStream('note-A', [event('A'), event('B')]);
    const seen: string[] = [];
    const subscription = client.subscribeToStream('note-A', { fromRevision: 0n });
    subscription.on('data', (resolved) => seen.push(resolved.event!.type));
    await holdsEventually(() => expect(seen).toEqual(['B']));
    await client.appendToStream('note-A', event('C'));
    await holdsEventually(() => expect(seen).toEqual(['B', 'C']));
    await subscription.unsubscribe();
  });

  it('keeps everything over a restart', async () => {
    const { position } = await client.appendToStream('note-A', events(3), { expectedRevision: NO_STREAM });
    const before = await Array.fromAsync(client.readAll());
    await client.dispose();
    server = await server.restart();
    client = EventStoreDBClient.connectionString(server.url);
    expect(await Array.fromAsync(client.readAll())).toEqual(before);
    const next = await client.appendToStream('note-A', event(), { expectedRevision: 2n });
    expect(next.position!.commit).toBeGreaterThan(position!.commit);
  });
});
