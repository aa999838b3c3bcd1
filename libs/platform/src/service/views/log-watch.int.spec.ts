import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Inject, type Provider } from '@nestjs/common';
import {
  ActiveGeneration,
  type EventCodec,
  LOG_START,
  type LogPlace,
  placeAfter,
  type Projection,
  type ReadStore,
  rebuildView,
  type RecordedEvent,
  toPosition,
} from '@redress/eventing';
import { eventually, sealedEvents } from '@redress/testing';
import { Public } from '../../security/caller.js';
import {
  memoryEngines,
  startTestApplication,
  type TestApplication,
} from '../../test-application/start-test-application.js';
import { connectConsumer } from '../consumers/connect-consumer.js';
import { READ_STORE } from '../engines/tokens.js';
import { consumerOf, runner } from '../manifest.js';
import { LogFollower, processToken, provideView, type ViewRegistry, VIEWS, viewToken } from './followers.js';

const TOLD = Symbol('told');
const projection: Projection = {
  view: { name: 'told', fields: { kind: 'string' }, indexes: [] },
  streamPrefix: 'complaint-',
  initial: { kind: 'complaint' },
  on: {},
};

/** Reads the view in every way that a service can. */
@Public()
@Controller('told')
class ToldController {
  constructor(@Inject(READ_STORE) private readonly store: ReadStore) {}

  @Get('get')
  get() {
    return this.store.get('told', 'complaint-A');
  }

  @Get('get-many')
  async getMany() {
    return [...(await this.store.getMany('told', ['complaint-A']))];
  }

  @Get('find')
  find() {
    return this.store.find('told', { where: [], sort: { field: 'kind', direction: 'ascending' }, limit: 10 });
  }

  @Get('aggregate')
  async aggregate() {
    return (await this.store.aggregate('told', { where: [], groupBy: [], measures: [] })).rows;
  }

  @Get('scan')
  scan() {
    return Array.fromAsync(this.store.scan('told'));
  }
}

const ACTED = Symbol('acted');
const acted: string[] = [];

/** Records what it reacts to, and keeps its position as process managers do. */
const actingProvider: Provider = {
  provide: processToken('acting'),
  inject: [READ_STORE, VIEWS],
  useFactory: (store: ReadStore, views: ViewRegistry) =>
    views.add(
      new LogFollower('acting', 'process', {
        start: () => store.define({ name: 'acting', fields: {}, indexes: [] }),
        apply: async (batch) => {
          acted.push(...batch.events.map(({ stream, revision }) => `${stream}/${revision}`));
          await new ActiveGeneration(store, 'acting').commit(placeAfter(batch));
        },
        parked: () => Promise.resolve([]),
        retry: () => Promise.resolve('not-parked'),
      }),
    ),
};

const WAYS = ['get', 'get-many', 'find', 'aggregate', 'scan'];

describe('A view that stands on another log', () => {
  let engines: ReturnType<typeof memoryEngines>;
  let test: TestApplication | undefined;

  beforeEach(async () => {
    engines = memoryEngines();
    await engines.eventStore.append('complaint-A', 'none', sealedEvents('complaint-A', { count: 3 }));
    await engines.readStore.define(projection.view);
  });
  afterEach(() => test?.close());

  async function standAt(place: LogPlace): Promise<void> {
    await engines.readStore.commit('told', { generation: 1, changes: [], park: [], unpark: [], ...place });
  }

  async function start(): Promise<TestApplication> {
    test = await startTestApplication({
      controllers: [ToldController, consumerOf(viewToken('told'), TOLD)],
      providers: [provideView(projection)],
      engines,
      prepare: (app) => void connectConsumer(app, { group: 'told', transportId: TOLD, views: ['told'] }),
    });
    await test.app.startAllMicroservices();
    return test;
  }

  async function answers(app: TestApplication['app']): Promise<readonly unknown[]> {
    const all = await Promise.all(WAYS.map((way) => app.inject(`/api/told/${way}`)));
    return all.map((answer) => (answer.statusCode === 200 ? 200 : [answer.statusCode, answer.json().code]));
  }

  const readiness = async ({ app }: TestApplication) => {
    const answer = await app.inject('/health/ready');
    return [answer.statusCode, answer.json().checks['view:told']];
  };

  const refused = WAYS.map(() => [503, 'view-of-another-log']);
  const shown = WAYS.map(() => 200);

  it.each([
    {
      what: 'where this log has another event',
      place: { position: toPosition(2n), eventId: 'an event of the other log' },
    },
    { what: 'beyond the end of this log', place: { position: toPosition(9n), eventId: 'an event of the other log' } },
    { what: 'beyond the end of this log, as it was kept before ids were', place: { position: toPosition(9n) } },
  ])('is not read and does not go on, and ready names it: $what', async ({ place }) => {
    await standAt(place);
    const running = await start();
    expect(await answers(running.app)).toEqual(refused);
    expect(await readiness(running)).toEqual([503, 'another-log']);
    await engines.eventStore.append('complaint-B', 'none', sealedEvents('complaint-B', { count: 20 }));
    expect(await readiness(running)).toEqual([503, 'another-log']);
    expect((await engines.readStore.places()).get('told')).toEqual(place);
    expect(running.log()).toContain('"fault":"another-log"');
  });

  it('is read again, and goes on, once it was built anew', async () => {
    await standAt({ position: toPosition(9n), eventId: 'an event of the other log' });
    const running = await start();
    const generation = await engines.readStore.beginGeneration('told');
    const astray = (await engines.readStore.places()).get('told');
    expect(await engines.readStore.activate('told', generation, astray)).toBe(true);
    await eventually(
      () => answers(running.app),
      (all) => all.every((answer) => answer === 200),
    );
    await eventually(
      async () => (await engines.readStore.places()).get('told')?.position,
      (position) => position === 3n,
    );
    await eventually(
      () => readiness(running),
      ([status]) => status === 200,
    );
  });

  it('is noticed while the process runs, although no follower is opened anew', async () => {
    const running = await start();
    await eventually(
      async () => (await engines.readStore.places()).get('told')?.position,
      (position) => position === 3n,
    );
    expect([await answers(running.app), await readiness(running)]).toEqual([shown, [200, 'ready']]);
    engines.eventStore.eventIdAt = async () => 'an event of the other log';
    await eventually(
      () => readiness(running),
      ([status]) => status === 503,
    );
    expect(await answers(running.app)).toEqual(refused);
  });

  it('is one whose event this log has, and takes on its id where none was kept', async () => {
    await standAt({ position: toPosition(2n) });
    const [, second] = await Array.fromAsync(engines.eventStore.readAll(LOG_START));
    test = await startTestApplication({ providers: [provideView(projection)], controllers: [ToldController], engines });
    expect((await engines.readStore.places()).get('told')).toEqual({ position: 2n, eventId: second?.id });
    expect([await answers(test.app), await readiness(test)]).toEqual([shown, [200, 'ready']]);
  });

  it('is not made of a log that cannot be asked: what was known holds', async () => {
    const running = await start();
    let asked = 0;
    engines.eventStore.eventIdAt = () => {
      asked += 1;
      return Promise.reject(new Error('away'));
    };
    await eventually(
      async () => asked,
      (times) => times > 1,
    );
    expect(await answers(running.app)).toEqual(shown);
  });
});

describe('A process that stands on another log', () => {
  it('does nothing and ready names it, until it is put where both logs agree; then it acts on what came after', async () => {
    acted.length = 0;
    const engines = memoryEngines();
    await engines.eventStore.append('complaint-A', 'none', sealedEvents('complaint-A', { count: 3 }));
    await engines.readStore.define({ name: 'acting', fields: {}, indexes: [] });
    const astray = { position: toPosition(2n), eventId: 'an event of the other log' };
    await engines.readStore.commit('acting', { generation: 1, changes: [], park: [], unpark: [], ...astray });
    const test = await startTestApplication({
      controllers: [consumerOf(processToken('acting'), ACTED)],
      providers: [actingProvider],
      engines,
      prepare: (app) => void connectConsumer(app, { group: 'acting', transportId: ACTED, views: ['acting'] }),
    });
    await test.app.startAllMicroservices();
    const readiness = async () => {
      const answer = await test.app.inject('/health/ready');
      return [answer.statusCode, answer.json().checks['process:acting']];
    };
    try {
      expect(await readiness()).toEqual([503, 'another-log']);
      await engines.eventStore.append('complaint-B', 'none', sealedEvents('complaint-B', { count: 2 }));
      expect([acted, (await engines.readStore.places()).get('acting')]).toEqual([[], astray]);
      const [first] = await Array.fromAsync(engines.eventStore.readAll(LOG_START));
      const common = { position: toPosition(1n), eventId: first?.id ?? '' };
      expect(await engines.readStore.movePlace('acting', astray, common)).toBe(true);
      await eventually(
        async () => acted.length,
        (count) => count === 4,
      );
      expect(acted).toEqual(['complaint-A/1', 'complaint-A/2', 'complaint-B/0', 'complaint-B/1']);
      await eventually(readiness, ([status]) => status === 200);
    } finally {
      await test.close();
    }
  });
});

describe('A view that holds documents of another version', () => {
  const next: Projection = {
    ...projection,
    view: { ...projection.view, version: 2 },
    on: { NoteAdded: (document) => ({ ...document, kind: 'noted' }) },
  };
  let engines: ReturnType<typeof memoryEngines>;
  let test: TestApplication | undefined;

  beforeEach(async () => {
    engines = memoryEngines();
    await engines.eventStore.append('complaint-A', 'none', sealedEvents('complaint-A', { count: 3 }));
    const [first] = await Array.fromAsync(engines.eventStore.readAll(LOG_START));
    await engines.readStore.define(projection.view);
    const changes = [{ id: 'complaint-A', expected: 'none', revision: 0, body: { kind: 'complaint' } } as const];
    const place = { position: toPosition(1n), ...(first && { eventId: first.id }) };
    await engines.readStore.commit('told', { generation: 1, changes, park: [], unpark: [], ...place });
  });
  afterEach(() => test?.close());

  async function start(kept: Projection): Promise<TestApplication> {
    test = await startTestApplication({
      controllers: [ToldController, consumerOf(viewToken('told'), TOLD)],
      providers: [provideView(kept)],
      engines,
      prepare: (app) => void connectConsumer(app, { group: 'told', transportId: TOLD, views: ['told'] }),
    });
    await test.app.startAllMicroservices();
    return test;
  }

  const ready = async (): Promise<unknown> => (await test?.app.inject('/health/ready'))?.json().checks['view:told'];
  const place = async (): Promise<unknown> => (await engines.readStore.places()).get('told')?.position;

  it('is noticed at start, by its name and with what to run, is shown as it is and does not go on', async () => {
    const { log, app } = await start(next);
    await eventually(ready, (state) => state === 'another-version');
    expect(log()).toContain('The view told holds documents of version 1, and this program makes version 2.');
    expect(log()).toContain('redress rebuild told');
    expect((await app.inject('/api/told/get')).json()).toMatchObject({ revision: 0 });
    expect(await place()).toBe(1n);
  });

  it('goes on once it was built anew', async () => {
    await start(next);
    await eventually(ready, (state) => state === 'another-version');
    const { eventStore, readStore } = engines;
    const codec = { project: ({ type }: RecordedEvent) => ({ type }) } as unknown as EventCodec;
    await rebuildView({ projection: next, readStore, eventStore, codec, now: () => '2026-11-02T09:00:00.000Z' });
    await eventually(ready, (state) => state === 'ready');
    expect(await place()).toBe(3n);
  });

  it('goes on at once where the version is the same', async () => {
    await start({ ...next, view: projection.view });
    await eventually(place, (position) => position === 3n);
    expect(await ready()).toBe('ready');
  });
});

describe('A process that keeps documents of another version', () => {
  it('is noticed at start, by their name and with what to run, and does not go on', async () => {
    const engines = memoryEngines();
    await engines.eventStore.append('complaint-A', 'none', sealedEvents('complaint-A', { count: 3 }));
    const kept = { name: 'kept', fields: {}, indexes: [] };
    await engines.readStore.define(kept);
    const changes = [{ id: 'complaint-A', expected: 'none', revision: 0, body: { viewVersion: 2 } } as const];
    await engines.readStore.commit('kept', { generation: 1, changes, park: [], unpark: [] });
    const { providers, token } = runner(kept, {
      inject: [READ_STORE],
      make: (store: ReadStore) => ({
        start: () => store.define(kept),
        apply: (batch) => new ActiveGeneration(store, 'kept').commit(placeAfter(batch)),
      }),
    });
    const test = await startTestApplication({
      controllers: [consumerOf(token, ACTED)],
      providers: [...providers],
      engines,
      prepare: (app) => void connectConsumer(app, { group: 'kept', transportId: ACTED, views: ['kept'] }),
    });
    try {
      await test.app.startAllMicroservices();
      await eventually(
        async () => (await test.app.inject('/health/ready')).json().checks['process:kept'],
        (state) => state === 'another-version',
      );
      expect(test.log()).toContain(
        'The view kept holds documents of version 2, and this program makes version 1. It cannot be built anew',
      );
      expect((await engines.readStore.places()).get('kept')).toEqual({ position: LOG_START });
    } finally {
      await test.close();
    }
  });
});
