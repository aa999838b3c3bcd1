import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '@redress/domain';
import {
  type JsonObject,
  LOG_START,
  type LogPlace,
  moveRelayPlace,
  type ParkedStream,
  relayPlaces,
  type StreamName,
  toPosition,
} from '@redress/eventing';
import {
  DELIVERIES_VIEW,
  deliveriesId,
  HeldMessages,
  noDeliveries,
  sentMessagesProjection,
} from '@redress/notification';
import { MemoryEventStore, MemoryReadStore, sealedEvents } from '@redress/testing';
import { followers } from '@redress/standalone';
import { planAdoption } from './adoption.js';

const A = 'complaint-7K3M9QXD41PD';
const B = 'complaint-03Q62YKKJCTZ';
/** When the backup was taken, and when the log was written to before and after it. */
const BEFORE: Instant = '2026-11-02T08:00:00.000Z';
const SEEN_LAST: Instant = '2026-11-02T09:00:00.000Z';
const AFTER: Instant = '2026-11-02T10:00:00.000Z';
const NOW: Instant = '2026-11-02T11:00:00.000Z';
/** Position of processes that had followed the log to its end; only two of its events remain. */
const LOST: LogPlace = { position: toPosition(7n), eventId: 'an event that was lost', recordedAt: SEEN_LAST };
const PROCESS = 'acknowledgement';

const parkedAt = (stream: StreamName, revision: number): ParkedStream => ({
  stream,
  revision,
  eventId: 'e',
  eventType: 'NoteAdded',
  error: 'Error',
  parkedAt: BEFORE,
  attempts: 1,
});

describe('A log that was restored', () => {
  let eventStore: MemoryEventStore;
  let readStore: MemoryReadStore;

  beforeEach(async () => {
    eventStore = new MemoryEventStore();
    readStore = new MemoryReadStore();
    await record(A, 2, BEFORE);
    await record(B, 1, AFTER);
    const names = followers.filter(({ projection }) => projection === undefined).map(({ name }) => name);
    for (const name of names) await readStore.define({ name, fields: {}, indexes: [] });
    await readStore.define(DELIVERIES_VIEW);
  });

  async function record(stream: StreamName, count: number, recordedAt: Instant): Promise<void> {
    const events = sealedEvents(stream, { count });
    const dated = events.map((event) => ({ ...event, metadata: { ...event.metadata, recordedAt } }));
    await eventStore.append(stream, 'none', dated);
  }

  function commit(view: string, what: object): Promise<void> {
    return readStore.commit(view, { generation: 1, changes: [], park: [], unpark: [], ...what });
  }

  const plan = (options: { readonly until?: Instant } = {}) =>
    planAdoption({ readStore, eventStore, hasRelay: true, now: () => NOW, ...options });
  const placeOf = async (name: string) => (await readStore.places()).get(name)?.position;

  it('is adopted behind the last event that both logs have, and nothing is moved before that is agreed to', async () => {
    await commit(PROCESS, LOST);
    const adoption = await plan();
    expect(adoption.adopted).toMatchObject([{ name: PROCESS, from: LOST, to: { position: toPosition(2n) } }]);
    expect(await placeOf(PROCESS)).toBe(7n);
    await adoption.apply();
    expect(await placeOf(PROCESS)).toBe(2n);
    expect((await plan()).adopted).toEqual([]);
  });

  it('leaves those alone who stand in it, and the relay of a destination is one of those who do not', async () => {
    const [first] = await Array.fromAsync(eventStore.readAll(LOG_START));
    await commit('decision', { position: toPosition(1n), eventId: first?.id });
    await moveRelayPlace(readStore, 'events', LOST);
    await moveRelayPlace(readStore, 'others', { position: toPosition(1n), eventId: first?.id ?? '' });
    const adoption = await plan();
    expect(adoption.adopted.map(({ name }) => name)).toEqual(['relay to events']);
    await adoption.apply();
    const relays = await relayPlaces(readStore);
    expect([relays.get('events')?.position, relays.get('others')?.position]).toEqual([2n, 1n]);
  });

  it('lets go of what was parked at a lost event, and of nothing else', async () => {
    await commit(PROCESS, { ...LOST, park: [parkedAt(A, 1), parkedAt(B, 0)] });
    const adoption = await plan();
    expect(adoption.lost).toMatchObject([{ process: PROCESS, complaint: '03Q6-2YKK-JCTZ' }]);
    await adoption.apply();
    expect((await readStore.parked(PROCESS)).map(({ stream }) => stream)).toEqual([A]);
  });

  it('has deliveries go on behind the common part: new events have the revisions of lost ones', async () => {
    const kept = { ...noDeliveries('crm', A), seen: 4, pending: [1, 3, 4], dueAt: BEFORE };
    const gone = { ...noDeliveries('crm', B), seen: 2 };
    const bodies = [kept, gone].map((body) => ({ id: deliveriesId('crm', body.stream), body }));
    const changes = bodies.map(({ id, body }) => ({ id, expected: 'none', revision: 0, body }));
    await commit(DELIVERIES_VIEW.name, { ...LOST, changes });
    const adoption = await plan();
    expect(adoption.lost.map(({ what }) => what)).toEqual([
      'crm was told what it wants to know of revisions 0 to 2',
      'crm was told what it wants to know of revisions 2 to 4, but for 3, 4, of which it will not be told',
    ]);
    await adoption.apply();
    const [afterA, afterB] = await Promise.all(bodies.map(({ id }) => readStore.get(DELIVERIES_VIEW.name, id)));
    expect(afterA?.body).toMatchObject({ seen: 1, pending: [1], dueAt: BEFORE });
    expect(afterB?.body).toMatchObject({ seen: -1, pending: [] });
  });

  it('has what may have left kept from being sent again for the same event', async () => {
    const message = { purpose: PROCESS, channel: 'email', template: 'a@1', language: 'en', at: SEEN_LAST };
    const messages: (JsonObject & { readonly messageId: string; readonly occasion?: string })[] = [
      { ...message, messageId: 'sent', outcome: 'sent', occasion: 'event-1' },
      { ...message, messageId: 'begun', outcome: 'attempted', occasion: 'event-2' },
      { ...message, messageId: 'uncertain', outcome: 'failed', uncertain: true, occasion: 'event-3' },
      { ...message, messageId: 'refused', outcome: 'failed', uncertain: false, occasion: 'event-4' },
      { ...message, messageId: 'letter', channel: 'letter', outcome: 'attempted', occasion: 'event-5' },
      { ...message, messageId: 'old', outcome: 'sent' },
    ];
    await readStore.define(sentMessagesProjection.view);
    const change = { id: A, expected: 'none', revision: 9, body: { messages } };
    await commit('sent-messages', { ...LOST, changes: [change] });
    // Also when the process itself was behind, and is therefore on this log.
    const adoption = await plan();
    expect([adoption.adopted, adoption.views]).toEqual([[], ['sent-messages']]);
    expect(adoption.lost.map(({ what }) => what.split(' ')[1])).toEqual(messages.map(({ messageId }) => messageId));
    await adoption.apply();
    const held = new HeldMessages(readStore);
    const told = await Promise.all(messages.map(({ messageId, occasion = '' }) => held.told(messageId, occasion)));
    expect(told.map((facts) => facts?.messageId)).toEqual(['sent', 'begun', 'uncertain', ...Array(3).fill(undefined)]);
    expect(told[0]).toEqual({ purpose: PROCESS, channel: 'email', messageId: 'sent', template: 'a@1', language: 'en' });
  });

  it('changes no place that somebody else has moved meanwhile', async () => {
    await commit(PROCESS, LOST);
    const adoption = await plan();
    await commit(PROCESS, { position: toPosition(8n), eventId: 'another event that was lost' });
    await expect(adoption.apply()).rejects.toThrow('Run redress adopt-log again');
    expect(await placeOf(PROCESS)).toBe(8n);
  });

  it('is one of another system when none of its complaints are known: then everything counts as new', async () => {
    const cases = followers.find(({ name }) => name === 'cases')!.projection!.view;
    await readStore.define(cases);
    await commit('cases', { ...LOST, changes: [{ id: 'complaint-X', expected: 'none', revision: 0, body: {} }] });
    await commit(PROCESS, LOST);
    expect((await plan()).adopted).toMatchObject([{ to: { position: LOG_START } }]);
    expect((await plan({ until: BEFORE })).adopted).toMatchObject([{ to: { position: toPosition(2n) } }]);
    await commit('cases', { changes: [{ id: A, expected: 'none', revision: 0, body: {} }] });
    expect((await plan()).adopted).toMatchObject([{ to: { position: toPosition(2n) } }]);
  });

  it('is adopted from a place that was kept before instants were only where the operator names one', async () => {
    await commit(PROCESS, { position: toPosition(7n), eventId: 'an event that was lost' });
    await expect(plan()).rejects.toThrow('--until');
    expect((await plan({ until: BEFORE })).adopted).toMatchObject([{ to: { position: toPosition(2n) } }]);
  });
});
