import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { COMPLAINT_EVENTS_TOPIC } from '@redress/contracts';
import {
  type ConsumeOptions,
  type Consumer,
  type EventBatch,
  type EventStream,
  LOG_START,
  type Projection,
  toPosition,
} from '@redress/eventing';
import { sealedEvents } from '@redress/testing';
import { type Observable, throwError, timer } from 'rxjs';
import {
  memoryEngines,
  startTestApplication,
  type TestApplication,
} from '../../test-application/start-test-application.js';
import { provideView } from '../views/followers.js';
import { connectConsumer, ConsumerRegistry } from './connect-consumer.js';
import { OnComplaintEvents } from './event-stream-server.js';

const INTAKE = Symbol('intake');
const ANALYTICS = Symbol('analytics');
const OBSERVABLES = Symbol('observables');
const batch: EventBatch = { events: [], position: toPosition(1n) };

const handled: string[] = [];
let failure: Error | undefined;

@Controller()
class IntakeConsumer {
  @OnComplaintEvents(INTAKE)
  apply(@Payload() { position }: EventBatch): void {
    handled.push(`intake ${position}`);
  }
}

@Controller()
class AnalyticsConsumer {
  @OnComplaintEvents(ANALYTICS)
  async facts(@Payload() { position }: EventBatch): Promise<void> {
    await Promise.resolve();
    if (failure) throw failure;
    handled.push(`facts ${position}`);
  }

  @OnComplaintEvents(ANALYTICS)
  async slowly(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    handled.push('slowly');
  }
}

@Controller()
class ObservableConsumer {
  @EventPattern<string>(COMPLAINT_EVENTS_TOPIC, OBSERVABLES)
  apply(): Observable<unknown> {
    return failure ? throwError(() => failure) : timer(5);
  }
}

/** A stream that delivers a batch when the spec says so. */
class HandedStream implements EventStream {
  readonly groups = new Map<string, ConsumeOptions>();
  readonly closed: string[] = [];

  consume(options: ConsumeOptions): Consumer {
    this.groups.set(options.group, options);
    return {
      lag: () => Promise.resolve(7),
      healthy: () => failure === undefined,
      close: () => Promise.resolve(void this.closed.push(options.group)),
    };
  }

  hand(group: string, handed = batch): Promise<void> {
    return this.groups.get(group)?.handle(handed) ?? Promise.reject(new Error(`nobody consumes as ${group}`));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

let test: TestApplication;
async function start(): Promise<HandedStream> {
  handled.length = 0;
  failure = undefined;
  const stream = new HandedStream();
  test = await startTestApplication({
    controllers: [IntakeConsumer, AnalyticsConsumer, ObservableConsumer],
    engines: { ...memoryEngines(), eventStream: stream },
    prepare: (app) => {
      connectConsumer(app, { group: 'intake', transportId: INTAKE, views: [] });
      connectConsumer(app, { group: 'analytics', transportId: ANALYTICS, views: [] });
      connectConsumer(app, { group: 'observables', transportId: OBSERVABLES, views: [] });
    },
  });
  await test.app.startAllMicroservices();
  return stream;
}
afterEach(() => test.close());

describe('Several services in one process', () => {
  it('each get their own batches, and only those', async () => {
    const stream = await start();
    await stream.hand('intake');
    expect(handled).toEqual(['intake 1']);
    await stream.hand('analytics');
    expect(handled).toEqual(['intake 1', 'facts 1', 'slowly']);
  });

  it('close with the application', async () => {
    const stream = await start();
    await test.app.close();
    expect(stream.closed).toEqual(['intake', 'analytics', 'observables']);
  });
});

describe('A handler that fails', () => {
  it('rejects the batch with its own error, so that it comes again', async () => {
    const stream = await start();
    failure = new Error('the store is away');
    await expect(stream.hand('analytics')).rejects.toBe(failure);
    failure = undefined;
    await expect(stream.hand('analytics')).resolves.toBeUndefined();
  });

  it('does not let go of the batch while another handler is still at work on it', async () => {
    const stream = await start();
    failure = new Error('the store is away');
    await expect(stream.hand('analytics')).rejects.toBe(failure);
    expect(handled).toEqual(['slowly']);
  });

  it('rejects the batch too when it answers with an observable and a plain @EventPattern', async () => {
    const stream = await start();
    await expect(stream.hand('observables')).resolves.toBeUndefined();
    failure = new Error('the store is away');
    await expect(stream.hand('observables')).rejects.toEqual({
      status: 'error',
      message: 'Internal server error',
    });
  });
});

describe('A service whose view stands on another log', () => {
  const facts: Projection = {
    view: { name: 'facts', fields: {}, indexes: [] },
    streamPrefix: 'complaint-',
    initial: {},
    on: {},
  };

  it('handles nothing that a stream brings which keeps its offsets itself', async () => {
    handled.length = 0;
    const stream = new HandedStream();
    const engines = { ...memoryEngines(), eventStream: stream };
    await engines.readStore.define(facts.view);
    const place = { position: toPosition(9n), eventId: 'an event of the other log' };
    await engines.readStore.commit('facts', { generation: 1, changes: [], park: [], unpark: [], ...place });
    test = await startTestApplication({
      controllers: [AnalyticsConsumer],
      providers: [provideView(facts)],
      engines,
      prepare: (app) => void connectConsumer(app, { group: 'analytics', transportId: ANALYTICS, views: ['facts'] }),
    });
    await test.app.startAllMicroservices();
    await expect(stream.hand('analytics')).rejects.toMatchObject({ code: 'another-log' });
    expect(handled).toEqual([]);
  });
});

describe('A service whose topic brings an event of another log', () => {
  async function startOn(eventStream: string): Promise<HandedStream> {
    handled.length = 0;
    failure = undefined;
    const stream = new HandedStream();
    const engines = { ...memoryEngines(), eventStream: stream };
    await engines.eventStore.append('complaint-A', 'none', sealedEvents('complaint-A', { count: 2 }));
    test = await startTestApplication({
      controllers: [IntakeConsumer],
      engines,
      env: { REDRESS_EVENT_STREAM: eventStream },
      prepare: (app) => void connectConsumer(app, { group: 'intake', transportId: INTAKE, views: [] }),
    });
    await test.app.startAllMicroservices();
    return stream;
  }

  it('handles nothing of that batch, and says so until it has handled everything', async () => {
    const stream = await startOn('kafka://127.0.0.1:1');
    const own = await Array.fromAsync(test.engines.eventStore.readAll(LOG_START));
    const foreign = sealedEvents('complaint-B').map((event) => ({ ...event, position: toPosition(2n) }));
    const refused = await stream
      .hand('intake', { events: [...own, ...foreign], position: toPosition(2n) })
      .catch((error) => error);
    expect([refused.code, handled]).toEqual(['another-log', []]);
    stream.groups.get('intake')!.onError!(refused, 1);
    failure = refused;
    const { checks } = (await test.app.inject('/health/ready')).json();
    expect(checks['consumer:intake']).toBe('another-log');
    failure = undefined;
    await stream.hand('intake', { events: own, position: toPosition(2n) });
    expect((await test.app.inject('/health/ready')).json().checks['consumer:intake']).toBe('ready');
    expect(handled).toEqual(['intake 2']);
  });

  it('does not ask about events that it follows in the log itself', async () => {
    const stream = await startOn('log:');
    const foreign = sealedEvents('complaint-B').map((event) => ({ ...event, position: toPosition(2n) }));
    await stream.hand('intake', { events: foreign, position: toPosition(2n) });
    expect(handled).toEqual(['intake 2']);
  });
});

describe('Lag and health', () => {
  it('are told by the consumer', async () => {
    await start();
    const consumers = test.app.get(ConsumerRegistry).all();
    expect(await Promise.all(consumers.map((consumer) => consumer.lag()))).toEqual([7, 7, 7]);
    const { body } = await test.app.inject('/metrics');
    expect(body).toContain('redress_consumer_lag_events{group="analytics"} 7');
  });

  it('name a consumer that is not ready', async () => {
    await start();
    expect((await test.app.inject('/health/ready')).statusCode).toBe(200);
    failure = new Error('the store is away');
    const answer = await test.app.inject('/health/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({
      ready: false,
      checks: { 'consumer:intake': 'not-ready', 'event-store': 'ready' },
    });
  });
});
