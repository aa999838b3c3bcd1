import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sealedEvent, sealedEvents } from '@redress/testing';
import { all, appendOne, eventually, Following, ServerBench } from '../server.fixture.spec.js';
import { type StreamName, toStreamName } from '@redress/eventing';

describe('A log that is not ours alone', () => {
  const bench = new ServerBench({ systemEventEvery: 1 });
  let others: EventStoreDBClient;
  beforeEach(() => {
    others = EventStoreDBClient.connectionString(bench.server.url);
  });
  afterEach(() => others.dispose());

  const writeForeign = async (stream: StreamName, count: number) => {
    const events = Array.from({ length: count }, (_, number) => jsonEvent({ type: 'OrderPlaced', data: { number } }));
    await others.appendToStream(stream, events);
  };

  it('shows only what Redress wrote, in reading and in following', async () => {
    const store = await bench.open();
    const following = new Following(store);
    for (let revision = 0; revision < 10; revision += 1) {
      await writeForeign('order-1', 3);
      await appendOne(store, 'complaint-A', revision);
    }
    const recorded = await all(store);
    expect(recorded.map(({ stream }) => stream)).toEqual(Array.from({ length: 10 }, () => 'complaint-A'));
    await eventually(() => expect(following.events).toEqual(recorded));
    await following.end();
  });

  it('has the position of our newest event as its head, however much others wrote since', async () => {
    const [store, fresh] = [await bench.open(), await bench.open()];
    await writeForeign('order-1', 700);
    expect(await store.head()).toBe(0n);
    const { position } = await appendOne(store, 'complaint-A', 0);
    for (let index = 0; index < 4; index += 1) await writeForeign('order-1', 500);
    expect([await store.head(), await fresh.head()]).toEqual([position, position]);
    await writeForeign('order-1', 1);
    const next = await appendOne(store, 'complaint-A', 1);
    expect([await store.head(), await fresh.head()]).toEqual([next.position, next.position]);
  });

  it('says that it has caught up behind the last of ours, and reads across any number of others', async () => {
    const store = await bench.open();
    await appendOne(store, 'complaint-A', 0);
    for (let index = 0; index < 3; index += 1) await writeForeign('order-1', 500);
    const following = new Following(store);
    await eventually(() => expect(following.caughtUp).toBe(true));
    const { position } = await appendOne(store, 'complaint-A', 1);
    await eventually(() => expect(following.events.at(-1)?.position).toBe(position));
    expect((await all(store)).map(({ revision }) => revision)).toEqual([0, 1]);
    await following.end();
  });

  it('is resumed behind the others after a drop, and nothing is skipped', async () => {
    const store = await bench.open();
    const following = new Following(store);
    await appendOne(store, 'complaint-A', 0);
    await writeForeign('order-1', 1_200);
    await eventually(() => expect(following.events).toHaveLength(1));
    await bench.server.fault({ kind: 'drop-subscriptions', error: true });
    // Before a server that is not the stand-in, the relay drops every connection, the other program's too.
    await eventually(() => writeForeign('order-1', 10));
    await appendOne(store, 'complaint-A', 1);
    await eventually(() => expect(following.events.map(({ revision }) => revision)).toEqual([0, 1]));
    await following.end();
  });

  it.each([
    { what: 'of another program', metadata: {} },
    { what: 'that Redress cannot have written', metadata: { format: 'redress-event-1', version: 'one' } },
  ])('in a stream of ours, an event $what is damage, and its place is named', async ({ metadata }) => {
    const store = await bench.open();
    await appendOne(store, 'complaint-A', 0);
    const secret = 'Parisa Example';
    await others.appendToStream('complaint-A', [jsonEvent({ type: 'X', data: { secret }, metadata })]);
    const failure = await Array.fromAsync(store.read('complaint-A')).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'store-corrupt',
      message: expect.stringContaining('revision 1 of stream complaint-A'),
    });
    expect(String(failure)).not.toContain(secret);
  });

  it('ends a follower at an event of ours that cannot be read, rather than passing it over', async () => {
    const store = await bench.open();
    const metadata = { format: 'redress-event-1', version: 0, metadata: {} };
    await others.appendToStream('complaint-A', [jsonEvent({ type: 'X', data: {}, metadata })]);
    await expect(new Following(store).ended).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  it.each([
    { what: 'a stream', stream: toStreamName('$complaint'), event: { ...sealedEvent(toStreamName('$complaint')) } },
    { what: 'a type', stream: 'complaint-A', event: { ...sealedEvent('complaint-A'), type: '$Closed' } },
    { what: 'an id', stream: 'complaint-A', event: { ...sealedEvent('complaint-A'), id: 'not-a-uuid' } },
  ])('takes no name that the server keeps for itself, or does not know: $what', async ({ stream, event }) => {
    const store = await bench.open();
    await expect(store.append(toStreamName(stream), 'none', [event])).rejects.toMatchObject({ code: 'invalid-append' });
    expect(await store.head()).toBe(0n);
  });

  it('says which setting of the server to raise when an append is too large for it', async () => {
    const store = await bench.open();
    const large = sealedEvents('complaint-A', { data: { text: 'x'.repeat(1_100_000) } });
    await expect(store.append('complaint-A', 'none', large)).rejects.toMatchObject({
      code: 'invalid-append',
      message: expect.stringContaining('MaxAppendSize'),
    });
    expect(await all(store)).toEqual([]);
  });

  it('shows a person at the server the event’s own data', async () => {
    const store = await bench.open();
    await store.append('complaint-A', 'none', sealedEvents('complaint-A', { data: { product: 'credit-card' } }));
    const [resolved] = await Array.fromAsync(others.readStream('complaint-A'));
    expect(resolved!.event).toMatchObject({
      type: 'ComplaintReceived',
      isJson: true,
      data: { product: 'credit-card' },
    });
  });
});
