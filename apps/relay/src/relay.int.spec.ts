import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createOperatedApplication, JsonLogger, loadConfig } from '@redress/platform';
import { eventually, MemoryEventStore, MemoryReadStore, sealedEvents } from '@redress/testing';
import { RelayModule, type RelayServiceOptions } from './relay.js';
import { type EventPublisher, LOG_START, type StreamName, toPosition } from '@redress/eventing';

type App = Awaited<ReturnType<typeof createOperatedApplication>>;

let eventStore: MemoryEventStore;
let readStore: MemoryReadStore;
let published: string[];
let marks: (boolean | undefined)[];
let failure: Error | undefined;
let log: string[];
let app: App;

async function start(options: RelayServiceOptions = {}): Promise<void> {
  const publish: EventPublisher['publish'] = async (events, history = []) => {
    if (failure !== undefined) throw failure;
    marks.push(...history);
    published.push(...events.map(({ stream, revision }) => `${stream}/${revision}`));
  };
  const engines = {
    eventStore,
    readStore,
    publisher: { publish, close: async () => undefined },
    destination: 'redress.complaint-events',
    close: async () => undefined,
  };
  const logger = new JsonLogger('relay', 'trace', { write: (line) => void log.push(line) });
  app = await createOperatedApplication(RelayModule.forRoot(loadConfig({}), engines, options), logger);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
}

async function metric(name: string): Promise<number> {
  const { body } = await app.inject('/metrics');
  return Number(new RegExp(`^${name}\\{destination="redress.complaint-events"\\} (\\S+)$`, 'm').exec(body)?.[1]);
}

const append = (stream: StreamName, count: number) =>
  eventStore.append(stream, 'none', sealedEvents(stream, { count }));

beforeEach(() => {
  eventStore = new MemoryEventStore();
  readStore = new MemoryReadStore();
  published = [];
  marks = [];
  failure = undefined;
  log = [];
});
afterEach(() => app.close());

describe('The relay as a process', () => {
  it('publishes what is recorded, and tells that nothing waits', async () => {
    await append('complaint-A', 3);
    await start();
    await eventually(
      async () => published,
      (events) => events.length === 3,
    );
    expect(marks).toEqual([true, true, true]);
    await eventually(
      () => metric('redress_relay_lag'),
      (lag) => lag === 0,
    );
    expect(await metric('redress_relay_active')).toBe(1);
    expect(await metric('redress_relay_oldest_unpublished_seconds')).toBe(0);
    expect((await app.inject('/health/ready')).json()).toEqual({
      ready: true,
      checks: { 'event-store': 'ready', 'read-store': 'ready', relay: 'ready' },
    });
  });

  it('is not ready while the broker is away, tells how much waits and for how long, and logs no content', async () => {
    failure = new Error('Refused: Parisa Example');
    await append('complaint-A', 3);
    await start();
    await eventually(
      () => metric('redress_relay_oldest_unpublished_seconds'),
      (age) => age > 0,
    );
    expect(await metric('redress_relay_lag')).toBe(3);
    expect((await app.inject('/health/ready')).statusCode).toBe(503);
    expect(log.join('')).toContain('"destination":"redress.complaint-events"');
    expect(log.join('')).not.toContain('Parisa');
    failure = undefined;
    await eventually(
      async () => published,
      (events) => events.length === 3,
    );
  });

  it('is not ready while its lease cannot be renewed, although it still publishes', async () => {
    await start();
    await eventually(
      () => metric('redress_relay_active'),
      (active) => active === 1,
    );
    readStore.checkpoint = () => Promise.reject(new Error('away'));
    const { statusCode, body } = await app.inject('/health/ready');
    expect([statusCode, JSON.parse(body)]).toEqual([
      503,
      { ready: false, checks: { 'event-store': 'ready', 'read-store': 'not-ready', relay: 'ready' } },
    ]);
  });

  it('begins a new topic after the position that it was given, and goes on where it was in one that it knows', async () => {
    await append('complaint-A', 5);
    await start({ from: toPosition(3n) });
    await eventually(
      async () => published,
      (events) => events.length === 2,
    );
    await app.close();
    await append('complaint-B', 1);
    await start({ from: LOG_START });
    await eventually(
      async () => published,
      (events) => events.length === 3,
    );
    expect(published).toEqual(['complaint-A/3', 'complaint-A/4', 'complaint-B/0']);
  });

  it('answers nobody but its operators', async () => {
    await start();
    expect((await app.inject('/api/complaints')).statusCode).toBe(404);
  });
});
