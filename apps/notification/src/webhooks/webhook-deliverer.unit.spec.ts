import { beforeEach, describe, expect, it } from '@jest/globals';
import { isImportedHistory } from '@redress/complaints';
import { complainant, ComplaintOffice } from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { type Instant, epochMsOf, instantOf } from '@redress/domain';
import { StrictReadStore } from '../strict-read-store.fixture.spec.js';
import type { WebhookSubscription } from '@redress/platform';
import { deliveriesId, deliveriesIn, withResent } from './delivery-document.js';
import { DeliveryStore } from './delivery-store.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import type { Delivery, WebhookCall } from './webhook-sender.js';
import { LOG_START } from '@redress/eventing';

const CRM: WebhookSubscription = {
  name: 'crm',
  url: 'https://crm.example.org/hook',
  secrets: [Buffer.alloc(24, 7)],
  events: ['ComplaintReceived', 'NoteAdded'],
  internal: false,
  history: false,
};
const NOTE = { text: 'x', visibility: 'internal' } as const;
const DAY_MS = 86_400_000;

class Killed extends Error {}

let office: ComplaintOffice;
let readStore: StrictReadStore;
let store: DeliveryStore;
/** Event type and complaint of each delivery received. */
let told: string[];
let answer: Delivery;
let killed: boolean;
let reference: Reference;

beforeEach(async () => {
  office = new ComplaintOffice();
  readStore = new StrictReadStore();
  store = new DeliveryStore(readStore, () => office.now);
  await store.start();
  told = [];
  answer = { delivered: true };
  killed = false;
  reference = await office.lodge();
});

const call = async (_: WebhookSubscription, { body }: WebhookCall): Promise<Delivery> => {
  const { data, subject } = JSON.parse(body) as { data: { type: string; revision: number }; subject: string };
  if (killed) throw new Killed();
  told.push(`${data.type} ${data.revision} ${subject === `complaint-${reference}` ? 'first' : 'second'}`);
  return answer;
};

function deliverer(subscriptions: readonly WebhookSubscription[] = [CRM]): WebhookDeliverer {
  return new WebhookDeliverer({ subscriptions, store, eventStore: office.eventStore, call, now: () => office.now });
}

/** Records every event, as a new consumer does. */
async function takeIn(subscription = CRM): Promise<void> {
  const events = await Array.fromAsync(office.eventStore.readAll(LOG_START));
  const batch = { events, position: events.at(-1)?.position ?? LOG_START };
  await store.takeIn(batch, [subscription], ({ metadata, ...event }) =>
    isImportedHistory(office.complaints, { ...event, ...metadata }),
  );
}

function pass(ms: number): void {
  office.now = instantOf(epochMsOf(office.now) + ms);
}

/** Runs rounds until nothing is due now. */
async function deliver(): Promise<void> {
  pass(1);
  while ((await deliverer().round()) > 0) pass(1);
}

async function stored() {
  return deliveriesIn((await readStore.get('webhook-deliveries', deliveriesId('crm', `complaint-${reference}`)))!.body);
}

describe('A subscription', () => {
  it('is told of the events that it wants, in order, and of no others', async () => {
    await office.does(reference, 'add-note', NOTE);
    await office.does(reference, 'assign', { assignee: 'staff-hana' });
    await office.does(reference, 'add-note', NOTE);
    await takeIn();
    await deliver();
    expect(told).toEqual(['ComplaintReceived 0 first', 'NoteAdded 1 first', 'NoteAdded 3 first']);
  });

  it('is told once of what comes twice from the log, before and after it was delivered', async () => {
    for (let delivery = 0; delivery < 3; delivery += 1) {
      await takeIn();
      await deliver();
    }
    expect(told).toEqual(['ComplaintReceived 0 first']);
  });

  it('is told of history only if it asks for it, and of what follows an import in any case', async () => {
    const occurredAt: Instant = '2026-09-01T09:00:00.000Z';
    const sentByComplainant = { by: complainant, occurredAt };
    reference = await office.lodge({}, sentByComplainant);
    await office.does(reference, 'add-note', NOTE, { occurredAt });
    await office.does(reference, 'add-note', NOTE);
    await takeIn();
    await deliver();
    expect(told.toSorted()).toEqual(['ComplaintReceived 0 second', 'NoteAdded 2 first']);
    told = [];
    const archive = { ...CRM, name: 'archive', history: true };
    await takeIn(archive);
    pass(1);
    await deliverer([archive]).round();
    expect(told).toContain('ComplaintReceived 0 first');
  });

  it('is not told of what only a newer build understands, and of other complaints all the same', async () => {
    const read = office.eventStore.read.bind(office.eventStore);
    office.eventStore.read = async function* (stream, options) {
      for await (const event of read(stream, options))
        yield stream === `complaint-${reference}` ? { ...event, version: 99 } : event;
    };
    await takeIn();
    await office.lodge();
    await takeIn();
    await deliver();
    expect(told).toEqual(['ComplaintReceived 0 second']);
    expect(await stored()).toMatchObject({ pending: [0], attempts: 1, deadCount: 0 });
  });

  it('is told of other complaints while one cannot be delivered', async () => {
    await office.does(reference, 'add-note', NOTE);
    await takeIn();
    answer = { delivered: false, failure: 'http-500', gone: false };
    await deliver();
    answer = { delivered: true };
    await office.lodge();
    await takeIn();
    await deliver();
    expect(told).toEqual(['ComplaintReceived 0 first', 'ComplaintReceived 0 second']);
  });

  it('is told in order within a complaint after what was in the way came through', async () => {
    await office.does(reference, 'add-note', NOTE);
    await takeIn();
    answer = { delivered: false, failure: 'timeout', gone: false };
    await deliver();
    answer = { delivered: true };
    pass(10_000);
    await deliver();
    expect(told).toEqual(['ComplaintReceived 0 first', 'ComplaintReceived 0 first', 'NoteAdded 1 first']);
  });

  it('that was taken out of the settings keeps what it was to be told until it is back', async () => {
    await takeIn();
    pass(1);
    expect(await deliverer([]).round()).toBe(0);
    pass(DAY_MS);
    await deliver();
    expect(told).toEqual(['ComplaintReceived 0 first']);
  });
});

describe('A delivery that always fails', () => {
  beforeEach(async () => {
    await office.does(reference, 'add-note', NOTE);
    await takeIn();
    answer = { delivered: false, failure: 'http-500', gone: false };
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await deliver();
      pass(1.2 * DAY_MS);
    }
  });

  it('is tried ten times, then given up where somebody can see it, and what is behind it goes on', async () => {
    expect(told.slice(0, 11)).toEqual([...Array<string>(10).fill('ComplaintReceived 0 first'), 'NoteAdded 1 first']);
    expect((await stored()).dead).toEqual([
      expect.objectContaining({ revision: 0, type: 'ComplaintReceived', failure: 'http-500', attempts: 10 }),
    ]);
    expect((await store.dead(10)).documents).toHaveLength(1);
  });

  it('is delivered when it is sent again, before what is newer', async () => {
    answer = { delivered: true };
    told.length = 0;
    await store.change(deliveriesId('crm', `complaint-${reference}`), (current) =>
      current === undefined || current.deadCount === 0 ? undefined : withResent(current, office.now),
    );
    await deliver();
    expect(told).toEqual(['ComplaintReceived 0 first', 'NoteAdded 1 first']);
    expect(await stored()).toMatchObject({ dead: [], deadCount: 0, pending: [] });
  });
});

describe('A receiver that is gone', () => {
  it('is not tried again', async () => {
    await takeIn();
    answer = { delivered: false, failure: 'http-410', gone: true };
    await deliver();
    expect((await stored()).dead).toMatchObject([{ failure: 'http-410', attempts: 1 }]);
  });
});

describe('Whoever is killed over a delivery', () => {
  it('loses it to another after a minute, and until then nobody tries it', async () => {
    await takeIn();
    killed = true;
    pass(1);
    await expect(deliverer().round()).rejects.toThrow(Killed);
    killed = false;
    await deliver();
    expect(told).toEqual([]);
    pass(60_000);
    await deliver();
    expect(told).toEqual(['ComplaintReceived 0 first']);
  });
});

describe('Two at once', () => {
  it('deliver each event once', async () => {
    for (let complaint = 0; complaint < 20; complaint += 1) await office.lodge();
    await takeIn();
    pass(1);
    await Promise.all([deliverer().round(), deliverer().round(), deliverer().round()]);
    expect(told).toHaveLength(21);
  });

  it('lose nothing that is taken in while something is delivered', async () => {
    await takeIn();
    pass(1);
    await office.does(reference, 'add-note', NOTE);
    await Promise.all([deliverer().round(), takeIn(), takeIn()]);
    await deliver();
    expect(told).toEqual(['ComplaintReceived 0 first', 'NoteAdded 1 first']);
  });
});
