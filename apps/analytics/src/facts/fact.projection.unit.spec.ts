import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  byPhone,
  complainant,
  ComplaintOffice,
  documentFaults,
  enforce,
  liveMarkedLife,
  liveOn,
  lodgeMarked,
  MARK,
  supervisor,
  valuesUnder,
} from '@redress/complaints/office';
import type { Reference } from '@redress/contracts';
import { toReference } from '@redress/domain';
import { type JsonObject, LOG_START, ProjectionRunner } from '@redress/eventing';
import { MemoryReadStore } from '@redress/testing';
import { shippedPolicyOf } from '@redress/policies';
import { ASSESSMENT, RESPONSE, decideOn } from './decided-complaint.mother.spec.js';
import { factProjection } from './fact.projection.js';

describe('The fact of a complaint', () => {
  let office: ComplaintOffice;
  let reference: Reference;
  beforeEach(async () => {
    office = new ComplaintOffice();
    reference = await lodgeMarked(office);
  });

  const fact = async (): Promise<JsonObject> => (await office.document(factProjection, reference)).body;
  const decide = (): Promise<void> => decideOn(office, reference);

  /** Takes two people. */
  const closeAsOutOfScope = async (): Promise<void> => {
    await office.does(reference, 'close', { outcome: 'out-of-scope', comment: 'Of the province.' });
    await office.does(reference, 'close', { outcome: 'out-of-scope' }, { by: supervisor });
  };

  it('is as it is declared, whatever happens to a complaint', async () => {
    expect(await documentFaults(factProjection)).toEqual([]);
  });

  it('holds when and how it was received, and by which categories it counts', async () => {
    expect(await fact()).toMatchObject({
      receivedAt: '2026-11-02T09:00:00.000Z',
      channel: 'web',
      product: 'kettle',
      issue: 'lid',
      organizationUnit: 'branch-12',
      status: 'received',
      open: 1,
      anonymous: 0,
    });
  });

  it('counts no step as taken while its message did not arrive, and from when it did', async () => {
    const [notice, lost] = [
      { purpose: 'decision', channel: 'email', messageId: 'decision.1@redress', template: 'd@1', language: 'en' },
      { failure: 'smtp-550', uncertain: false },
    ] as const;
    const acknowledgement = { ...notice, purpose: 'acknowledgement', messageId: 'a@redress' } as const;
    await office.does(reference, 'record-notification-sent', acknowledgement);
    await decide();
    expect(await fact()).toMatchObject({ acknowledgementInTime: 1, decisionInTime: 1, hoursToDecision: 0 });
    await office.does(reference, 'record-notification-failed', { ...acknowledgement, ...lost, bounced: true });
    await office.does(reference, 'record-notification-failed', { ...notice, ...lost });
    const nothing = { acknowledgementInTime: null, decisionInTime: null };
    expect(await fact()).toMatchObject({ ...nothing, hoursToAcknowledgement: null, hoursToDecision: null });
    office.now = '2026-11-02T12:00:00.000Z';
    await office.does(reference, 'record-notification-sent', { ...notice, messageId: 'decision.2@redress' });
    expect(await fact()).toMatchObject({ decisionInTime: 1, hoursToDecision: 3 });
  });

  it('tells what is out of scope, or seems to be, from the rest', async () => {
    const scope = async (data: object) => {
      reference = await office.lodge(data);
      return (await fact())['scope'];
    };
    expect(await scope({})).toBe('in-scope');
    expect(await scope({ concern: 'complaint-handling' })).toBe('in-scope');
    expect(await scope({ concern: 'external-dispute' })).toBe('out-of-scope');
    expect(await scope({ description: 'I was unfairly dismissed.' })).toBe('doubtful');
    await decide();
    expect((await fact())['scope']).toBe('in-scope');
    reference = await office.lodge();
    await closeAsOutOfScope();
    expect((await fact())['scope']).toBe('out-of-scope');
  });

  it('says that nobody was named where nobody was', async () => {
    reference = await office.lodge();
    expect(await fact()).toMatchObject({ anonymous: 1, product: null, issue: null, organizationUnit: null });
  });

  it('counts from the day on which it happened, not the one on which it was typed in', async () => {
    reference = await office.lodge({ channel: 'letter' }, { occurredAt: '2026-10-30T09:00:00.000Z' });
    expect(await fact()).toMatchObject({ receivedAt: '2026-10-30T09:00:00.000Z' });
  });

  it('measures the hours to acknowledgement, and whether it came in time', async () => {
    expect(await fact()).not.toHaveProperty('acknowledgementInTime');
    office.now = '2026-11-02T15:30:00.000Z';
    await office.does(reference, 'acknowledge', {});
    expect(await fact()).toMatchObject({ hoursToAcknowledgement: 6.5, acknowledgementInTime: 1 });
  });

  it('says until when acknowledgement and answer would be in time, while they are owed', async () => {
    const due = async () => {
      const { acknowledgementDueAt, decisionDueAt } = await fact();
      return [acknowledgementDueAt, decisionDueAt];
    };
    const [acknowledgement, decision] = ['2026-11-03T23:59:59.999Z', '2026-12-02T09:00:00.000Z'];
    expect(await due()).toEqual([acknowledgement, decision]);
    await office.does(reference, 'acknowledge', {});
    expect(await due()).toEqual([null, decision]);
    await decide();
    expect(await due()).toEqual([null, null]);
    reference = await office.lodge();
    await office.does(reference, 'withdraw', {}, { by: complainant });
    expect(await due()).toEqual([null, null]);
  });

  it('knows an acknowledgement that came late', async () => {
    office.now = '2026-11-04T09:00:00.000Z';
    await office.does(reference, 'acknowledge', {});
    expect(await fact()).toMatchObject({ hoursToAcknowledgement: 48, acknowledgementInTime: 0 });
  });

  it('holds the newest assessment and the newest known root cause', async () => {
    await office.does(reference, 'assess', ASSESSMENT);
    await office.does(reference, 'assess', { ...ASSESSMENT, severity: 'low' });
    await office.does(reference, 'record-finding', { summary: 'A', upheld: 'upheld', rootCause: 'batch-fault' });
    await office.does(reference, 'record-finding', { summary: 'B', upheld: 'upheld' });
    expect(await fact()).toMatchObject({ severity: 'low', rootCause: 'batch-fault' });
  });

  it('holds no decision before it was communicated', async () => {
    await office.does(reference, 'assess', ASSESSMENT);
    await office.does(reference, 'propose-response', RESPONSE);
    await office.does(reference, 'approve-response', {}, { by: supervisor });
    for (const part of ['decision', 'responseKind', 'hoursToDecision', 'decisionInTime'])
      expect(await fact()).not.toHaveProperty(part);
  });

  it('holds the decision, its kind, the hours until it and whether it came in time', async () => {
    office.now = '2026-11-12T09:00:00.000Z';
    await decide();
    expect(await fact()).toMatchObject({
      decision: 'upheld',
      finalDecision: 'upheld',
      responseKind: 'money-back',
      hoursToDecision: 240,
      decisionInTime: 1,
    });
  });

  it('knows a decision that came late', async () => {
    office.now = '2026-12-03T09:00:00.000Z';
    await decide();
    expect(await fact()).toMatchObject({ hoursToDecision: 31 * 24, decisionInTime: 0 });
  });

  it('knows the clocks of a policy by what stops them, whatever they are called', async () => {
    const housing = { ...shippedPolicyOf('uk-housing@1'), version: 'housing@1', scope: { products: ['flat'] } };
    await enforce(office, housing);
    reference = await office.lodge({ product: 'flat' });
    await office.does(reference, 'acknowledge', {});
    office.now = '2026-12-03T09:00:00.000Z';
    await decide();
    expect(await fact()).toMatchObject({ acknowledgementInTime: 1, decisionInTime: 0 });
  });

  it('takes hours, outcome and punctuality from the first decision when another follows a rejection, and keeps the last outcome', async () => {
    office.now = '2026-11-03T09:00:00.000Z';
    await decide();
    await office.does(reference, 'record-rejection', {}, { by: complainant });
    office.now = '2026-11-20T09:00:00.000Z';
    await office.does(reference, 'propose-response', { ...RESPONSE, decision: 'partly-upheld' });
    await office.does(reference, 'approve-response', {}, { by: supervisor });
    await office.does(reference, 'communicate-decision', { timely: false });
    expect(await fact()).toMatchObject({
      disputed: 1,
      decision: 'upheld',
      responseKind: 'money-back',
      hoursToDecision: 24,
      decisionInTime: 1,
      finalDecision: 'partly-upheld',
    });
    expect(await fact()).not.toHaveProperty('declaredTimely');
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('takes over what an importing source says of timeliness: %s is %s', async (timely, declaredTimely) => {
    await office.does(reference, 'assess', ASSESSMENT);
    await office.does(reference, 'propose-response', RESPONSE);
    await office.does(reference, 'approve-response', {}, { by: supervisor });
    await office.does(reference, 'communicate-decision', { timely });
    expect(await fact()).toMatchObject({ declaredTimely });
  });

  it('says nothing of a declared timeliness that nobody declared', async () => {
    await decide();
    expect(await fact()).not.toHaveProperty('declaredTimely');
  });

  it('knows acceptance, closing and the hours to it, and that it is not open any more', async () => {
    await decide();
    await office.does(reference, 'record-acceptance', {}, { by: complainant });
    office.now = '2026-11-04T09:00:00.000Z';
    await office.does(reference, 'close', { outcome: 'resolved' }, { reason: 'The refund is on its way.' });
    expect(await fact()).toMatchObject({ accepted: 1, status: 'closed', open: 0, hoursToClosure: 48 });
  });

  it('is open again, and known as reopened, after a reopening', async () => {
    await closeAsOutOfScope();
    await office.does(reference, 'reopen', {}, { by: supervisor, reason: 'New facts.' });
    expect(await fact()).toMatchObject({ reopened: 1, open: 1, status: 'received' });
  });

  it.each([
    ['withdraw', byPhone, 'withdrawn'],
    ['refer', { to: 'Ombudsman' }, 'referred'],
  ] as const)('is not open after %s', async (type, data, status) => {
    await office.does(reference, type, data, { reason: 'So it is.' });
    expect(await fact()).toMatchObject({ open: 0, status });
  });

  it('is the same however often its events are delivered', async () => {
    reference = await liveMarkedLife(office);
    const events = await office.recorded(reference);
    const batch = { events, position: events.at(-1)?.position ?? LOG_START };
    const readStore = new MemoryReadStore();
    const runner = new ProjectionRunner({
      projection: factProjection,
      readStore,
      eventStore: office.eventStore,
      codec: office.codec,
      now: () => office.now,
    });
    await runner.start();
    for (const delivered of [batch, batch, { ...batch, events: events.slice(5, 9) }]) await runner.apply(delivered);
    const { rows } = await readStore.aggregate(factProjection.view.name, {
      where: [],
      groupBy: [],
      measures: ['accepted', 'disputed'],
    });
    expect(rows).toMatchObject([{ count: 1, measures: { accepted: { sum: 1 }, disputed: { sum: 1 } } }]);
    expect((await readStore.get(factProjection.view.name, `complaint-${reference}`))?.body).toEqual(await fact());
  });

  it('holds nothing personal, not even sealed, and does not change when the person is erased', async () => {
    reference = await liveMarkedLife(office);
    await liveOn(office, reference);
    const before = await fact();
    expect(valuesUnder(before, '$sealed')).toEqual([]);
    expect(JSON.stringify(await office.openedDocument(factProjection, reference))).not.toContain(MARK);
    await office.erase(reference);
    expect(await fact()).toEqual(before);
  });

  it('holds under each declared field a value of the declared type', async () => {
    reference = await liveMarkedLife(office);
    const held = await fact();
    const wrong = Object.entries(factProjection.view.fields).filter(
      ([field, type]) => Object.hasOwn(held, field) && held[field] !== null && typeof held[field] !== type,
    );
    expect(wrong).toEqual([]);
    const numbers = Object.keys(factProjection.view.fields).filter((field) => typeof held[field] === 'number');
    expect(numbers).toEqual(
      expect.arrayContaining(['anonymous', 'open', 'disputed', 'accepted', 'declaredTimely', 'hoursToClosure']),
    );
  });
});

describe('The fact of a complaint that was merged', () => {
  it('stays one that was received, is not open, and has no part in what was in time, until it is let go', async () => {
    const office = new ComplaintOffice();
    const reference = await office.lodge();
    const other = { status: 'received', receivedAt: '2026-11-01T09:00:00.000Z' } as const;
    await office.does(reference, 'merge', { into: toReference('2B8TRW5XN6C2'), other });
    const merged = (await office.document(factProjection, reference)).body;
    expect(merged).toMatchObject({ status: 'merged', merged: 1, open: 0, receivedAt: office.now });
    expect(merged).not.toHaveProperty('acknowledgementInTime');
    expect(merged).not.toHaveProperty('decisionInTime');
    await office.does(reference, 'unmerge', {}, { by: supervisor, reason: 'Another kettle.' });
    const released = (await office.document(factProjection, reference)).body;
    expect(released).toMatchObject({ status: 'received', merged: 0, open: 1 });
  });
});

describe('The fact of a complaint that was split off another', () => {
  it('was acknowledged when that one was, whatever is told of it afterwards', async () => {
    const office = new ComplaintOffice();
    const splitFrom = { complaint: toReference('2B8TRW5XN6C2'), acknowledgedAt: '2026-11-02T12:00:00.000Z' } as const;
    const reference = await office.lodge({ splitFrom }, { occurredAt: '2026-11-02T09:00:00.000Z' });
    office.now = '2026-11-20T09:00:00.000Z';
    await office.does(reference, 'acknowledge', {});
    const { body } = await office.document(factProjection, reference);
    expect(body).toMatchObject({ hoursToAcknowledgement: 3, acknowledgementInTime: 1 });
  });
});
