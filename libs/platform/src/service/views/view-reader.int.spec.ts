import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Complaints, complaintStream } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { type EventBatch, type JsonObject, LOG_START, type Projection, toActorId } from '@redress/eventing';
import { startTestApplication, type TestApplication } from '../../test-application/start-test-application.js';
import { type LogFollower, provideView, type ViewRegistry, VIEWS, viewToken } from './followers.js';
import { ViewReader } from './view-reader.js';

const projection: Projection = {
  view: { name: 'told', fields: { channel: 'string' }, indexes: [] },
  streamPrefix: 'complaint-',
  initial: {},
  on: {
    ComplaintReceived: (_, { data }): JsonObject => ({
      channel: data['channel'] ?? null,
      description: data['description'] ?? null,
    }),
    ComplaintAssigned: () => {
      throw new TypeError('This projection cannot bear assignments.');
    },
  },
};

const source = { caller: 'spec', actor: { id: toActorId('u'), role: 'handler' } };
let test: TestApplication;
let reader: ViewReader;
let view: LogFollower;
beforeAll(async () => {
  test = await startTestApplication({ providers: [provideView(projection)] });
  reader = test.app.get(ViewReader);
  view = test.app.get<LogFollower>(viewToken('told'));
});
afterAll(() => test.close());

async function lodge(): Promise<Reference> {
  const data = { description: 'The lift is broken.', channel: 'web', language: 'en' } as const;
  return (await test.app.get(Complaints).lodge(data, source)).reference;
}

async function applyAll(): Promise<void> {
  const events = await Array.fromAsync(test.engines.eventStore.readAll(LOG_START));
  await view.apply({ events, position: events.at(-1)?.position ?? LOG_START } satisfies EventBatch);
}

describe('Reading a view', () => {
  it('opens personal values, which the read store holds sealed', async () => {
    const reference = await lodge();
    await applyAll();
    const id = complaintStream(reference);
    expect((await reader.get('told', id))?.body).toEqual({ channel: 'web', description: 'The lift is broken.' });
    expect(JSON.stringify((await reader.sealed('told', id))?.body)).not.toContain('lift');
    const page = await reader.find('told', {
      where: [],
      sort: { field: 'channel', direction: 'ascending' },
      limit: 200,
    });
    expect(page.items.at(-1)?.body['description']).toBe('The lift is broken.');
  });

  it('finds nothing for an unknown complaint', async () => {
    expect(await reader.get('told', 'unknown')).toBeUndefined();
  });
});

describe('Reading at least a revision', () => {
  it('answers at once when the view has seen it', async () => {
    const reference = await lodge();
    await applyAll();
    expect((await reader.get('told', complaintStream(reference), 0))?.revision).toBe(0);
  });

  it('waits for a view that is a moment behind', async () => {
    const reference = await lodge();
    const reading = reader.get('told', complaintStream(reference), 0);
    await applyAll();
    expect((await reading)?.revision).toBe(0);
  });

  it('gives up after two seconds with 503 view-behind', async () => {
    await expect(reader.get('told', 'unknown', 0)).rejects.toMatchObject({ code: 'view-behind' });
  });
});

describe('The registry of views', () => {
  it('knows the views of this process, and where they have come to', async () => {
    await lodge();
    await applyAll();
    const views = test.app.get<ViewRegistry>(VIEWS);
    expect(views.all().map(({ name }) => name)).toEqual(['told']);
    const place = (await test.engines.readStore.places()).get('told');
    expect(place?.position).toBe(await test.engines.eventStore.head());
    expect(() => views.get('other')).toThrow(RangeError);
  });

  it('shows a complaint that cannot be applied as parked, in a metric and in the log without its data', async () => {
    const reference = await lodge();
    await test.app.get(Complaints).execute(reference, { type: 'assign', data: { assignee: 'h-1' } }, source);
    await applyAll();
    expect(await view.parked()).toMatchObject([
      { stream: `complaint-${reference}`, revision: 1, eventType: 'ComplaintAssigned' },
    ]);
    expect((await test.app.inject('/metrics')).body).toContain('redress_view_parked_complaints{view="told"} 1');
    expect(test.log()).toContain(`"parked":"complaint-${reference}"`);
    expect(await view.retry(`complaint-${reference}`)).toBe('still-parked');
  });
});
