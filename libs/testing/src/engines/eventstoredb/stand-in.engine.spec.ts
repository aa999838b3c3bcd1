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
const events = (count: number, type?: string) => Array.from({ length: count }, () => event(type));

/** One append in each of the client's modes: as a single call, caused by credentials, and in a batch. */
const ways = [
  { way: 'one call for each append', options: { credentials: { username: 'any', password: 'any' } } },
  { way: 'batches', options: {} },
];

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

    it('takes no event without a UUID', async () => {
      const nameless = event('NoteAdded', 'not-a-uuid');
      await expect(client.appendToStream('note-A', nameless, options)).rejects.toMatchObject({ code: 3 });
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

  describe('with a checkpoint after every event', () => {
    const end = 2n ** 64n - 1n;
    it.each([
      { version: '23.10', asItGoesLive: [] },
      { version: '24.2', asItGoesLive: [{ commit: end, prepare: end }] },
      { version: '24.10', asItGoesLive: [{ commit: 0n, prepare: 0n }] },
    ] as const)(
      'tells as $version does, going live where nothing was to be sent',
      async ({ version, asItGoesLive }) => {
        await server.stop();
        const other = new ScratchFolder();
        server = await EventStoreDbStandIn.start({
          folder: other.path,
          systemEventEvery: 0,
          version,
          checkpointEvery: 1,
        });
        const asker = EventStoreDBClient.connectionString(server.url);
        const told: (Position | string)[] = [];
        const searched = (await Array.fromAsync(asker.readAll())).map(({ event: found }) => found!.position);
        const subscription = asker.subscribeToAll({
          filter: eventTypeFilter({
            regex: '^Wanted',
            checkpointReached: (_, position) => void told.push(position),
          }),
        });
        subscription.on('data', (resolved) => told.push(resolved.event!.type));
        const before = [...searched, ...asItGoesLive];
        await holdsEventually(() => expect(told).toEqual(before));
        const first = await asker.appendToStream('wanted-A', event('Wanted'));
        const second = await asker.appendToStream('wanted-A', event('Other'));
        await holdsEventually(() => expect(told).toEqual([...before, 'Wanted', first.position, second.position]));
        await subscription.unsubscribe();
        await asker.dispose();
        other.remove();
      },
    );
  });

  it('begins a subscription behind the position that it names, and refuses one that it never gave', async () => {
    const { position } = await client.appendToStream('note-A', [event('A'), event('B')]);
    await client.appendToStream('note-A', event('C'));
    const seen: string[] = [];
    const subscription = client.subscribeToAll({ fromPosition: position! });
    subscription.on('data', (resolved) => seen.push(resolved.event!.type));
    await holdsEventually(() => expect(ours(seen)).toEqual(['C']));
    await subscription.unsubscribe();
    const lost = client.subscribeToAll({ fromPosition: { commit: position!.commit + 1n, prepare: 1n } });
    const failure = await new Promise((resolve) => lost.on('error', resolve));
    expect(failure).toMatchObject({ code: 3 });
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
