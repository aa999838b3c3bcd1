import { beforeEach, describe, expect, it } from '@jest/globals';
import { LOG_START, RelayLease, type StreamName } from '@redress/eventing';
import { MemoryEventStore, MemoryReadStore, sealedEvents } from '@redress/testing';
import { checkRelay } from './relay-check.js';

const TOPIC = 'complaint-events';
const STREAM: StreamName = 'complaint-1';

let stores: { events: MemoryEventStore; views: MemoryReadStore };
let relay: RelayLease;
beforeEach(async () => {
  stores = { events: new MemoryEventStore(), views: new MemoryReadStore() };
  relay = new RelayLease({ readStore: stores.views, destination: TOPIC, holder: 'r-1' });
  await relay.start();
  await relay.look();
});

const record = async () => {
  await stores.events.append(STREAM, 'none', sealedEvents(STREAM, { count: 1 }));
  const position = await stores.events.head();
  const eventId = await stores.events.eventIdAt(position);
  return { position, eventId: eventId! };
};
const nothing = async (): Promise<void> => {};
const found = (wait = nothing) => checkRelay(TOPIC, stores, wait);

describe('The doctor on the relay', () => {
  it('misses one that never ran, once there is something to publish', async () => {
    expect((await found()).state).toBe('warn');
    await record();
    expect(await found()).toMatchObject({ state: 'fail', remedy: expect.stringContaining('redress serve relay') });
  });

  it('misses one that holds its lease and renews it no more', async () => {
    await relay.take({ position: LOG_START });
    await record();
    expect(await found()).toMatchObject({ state: 'fail', detail: expect.stringContaining('No relay runs') });
  });

  it('only warns of one that was stopped after it had published everything', async () => {
    await relay.take(await record());
    await relay.release();
    expect((await found()).state).toBe('warn');
  });

  it('sees one at work by its renewals, though nothing is recorded', async () => {
    await relay.take({ position: LOG_START });
    const atWork = async (): Promise<void> => void (await relay.save(relay.place));
    expect((await found(atWork)).state).toBe('ok');
  });
});
