import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

interface Entry {
  readonly revision: number;
  readonly type: string;
  readonly actor: { readonly id: string; readonly role: string };
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly reason?: string;
  readonly data: Record<string, unknown>;
  readonly hash: string;
  readonly previousHash: string;
  readonly changes?: readonly { readonly part: string; readonly before: unknown; readonly after: unknown }[];
}

const REFUND = {
  decision: 'upheld',
  explanation: 'کارمزد دو بار برداشت شده است و بازگردانده می‌شود.',
  remedies: [{ kind: 'refund', amount: { value: '1250000', currency: 'IRR' } }],
};

describe('An anonymous complaint in Persian', () => {
  let redress: RunningRedress;
  let office: Office;
  let reference: string;

  beforeAll(async () => {
    redress = await RunningRedress.start();
    office = await Office.open(redress);
    const lodged = await office.lodge({
      description: 'از حساب من دو بار کارمزد برداشت شده است.',
      desiredOutcome: 'بازگرداندن مبلغ اضافه',
      product: 'current-account',
      language: 'fa',
    });
    expect(lodged.status).toBe(201);
    reference = lodged.body['reference'] as string;
    const complainant = await office.complainant(reference, lodged.body['trackingCode'] as string);

    await office.decides('hana', reference, 'acknowledge', { channel: 'web' });
    await office.decides('hana', reference, 'assess', {
      severity: 'medium',
      safetyImplication: false,
      complexity: 'simple',
      impact: 'individual',
      immediateAction: 'possible',
      rationale: 'برداشت تکراری در صورت‌حساب دیده می‌شود.',
    });
    await office.decides('sara', reference, 'assign', { assignee: 'hana', reason: 'همکار بخش حساب‌ها' });
    await office.decides('hana', reference, 'record-finding', {
      summary: 'خطای سامانهٔ کارمزد',
      upheld: 'upheld',
      rootCause: 'fee-posting',
    });
    await answer(REFUND);
    const rejected = await complainant.sends('reject-decision', { comment: 'سود این مدت را هم می‌خواهم.' });
    expect(rejected.status).toBe(200);
    await answer({
      ...REFUND,
      remedies: [...REFUND.remedies, { kind: 'goodwill', amount: { value: '50000', currency: 'IRR' } }],
    });
    expect((await complainant.sends('accept-decision', {})).status).toBe(200);
    await office.decides('hana', reference, 'close', { outcome: 'resolved', comment: 'مبلغ در راه است.' });
    await office.decides('sara', reference, 'reopen', { reason: 'مبلغ به حساب دیگری واریز شده بود.' });
    await answer(REFUND);
    expect((await complainant.sends('accept-decision', {})).status).toBe(200);
    await office.decides('hana', reference, 'close', { outcome: 'resolved', comment: 'مبلغ در راه است.' });
  });

  afterAll(async () => {
    await redress[Symbol.asyncDispose]();
  });

  async function answer(response: unknown): Promise<void> {
    await office.decides('hana', reference, 'propose-response', response);
    const own = await office.post('hana', `/api/cases/${reference}/approve-response`, { comment: 'ok' });
    expect(own.status).toBe(403);
    await office.decides('sara', reference, 'approve-response', { comment: 'تأیید شد' });
    await office.decides('hana', reference, 'communicate-decision', { channel: 'web' });
  }

  const STORY = [
    'ComplaintReceived',
    'ComplaintAcknowledged',
    'ComplaintAssessed',
    'ComplaintAssigned',
    'FindingRecorded',
    'ResponseProposed',
    'ResponseApproved',
    'DecisionCommunicated',
    'DecisionRejected',
    'ResponseProposed',
    'ResponseApproved',
    'DecisionCommunicated',
    'DecisionAccepted',
    'ComplaintClosed',
    'ComplaintReopened',
    'ResponseProposed',
    'ResponseApproved',
    'DecisionCommunicated',
    'DecisionAccepted',
    'ComplaintClosed',
  ];

  async function history(): Promise<readonly Entry[]> {
    const { body } = await office.get<{ events: readonly Entry[] }>('cyrus', `/api/cases/${reference}/history`);
    return body.events;
  }

  it('has its whole story in its history, with who, when and why', async () => {
    const events = await history();
    expect(events.map(({ type }) => type)).toEqual(STORY);
    expect(events.map(({ revision }) => revision)).toEqual(STORY.map((_, index) => index));
    expect(events[0]).toMatchObject({ actor: { id: 'complainant' }, data: { language: 'fa', channel: 'web' } });
    expect(events[3]).toMatchObject({ actor: { id: 'sara', role: 'supervisor' }, reason: 'همکار بخش حساب‌ها' });
    expect(events[8]).toMatchObject({
      actor: { role: 'complainant' },
      data: { comment: 'سود این مدت را هم می‌خواهم.' },
    });
    expect(events[14]).toMatchObject({ actor: { id: 'sara' }, reason: 'مبلغ به حساب دیگری واریز شده بود.' });
    for (const { recordedAt } of events) expect(Date.parse(recordedAt)).not.toBeNaN();
  });

  it('links every event to the one before it', async () => {
    const events = await history();
    expect(events[0]?.previousHash).toBe('0'.repeat(64));
    for (const [index, event] of events.entries())
      if (index > 0) expect(event.previousHash).toBe(events[index - 1]?.hash);
  });

  it('is replayed with what each event changed', async () => {
    const { body } = await office.get<{ events: readonly Entry[] }>(
      'cyrus',
      `/api/compliance/cases/${reference}/replay`,
    );
    expect(body.events.map(({ type }) => type)).toEqual(STORY);
    const statuses = body.events.map(({ changes }) => changes?.find(({ part }) => part === 'status')?.after);
    expect(statuses.filter((status) => status !== undefined)).toEqual([
      'received',
      'acknowledged',
      'assessed',
      'under-investigation',
      'response-proposed',
      'response-approved',
      'decision-communicated',
      'rejected',
      'response-proposed',
      'response-approved',
      'decision-communicated',
      'accepted',
      'closed',
      'under-investigation',
      'response-proposed',
      'response-approved',
      'decision-communicated',
      'accepted',
      'closed',
    ]);
    expect(body.events[3]?.changes).toContainEqual({ part: 'assignee', before: null, after: 'hana' });
  });

  it('is shown as it was at every earlier revision and instant', async () => {
    const events = await history();
    for (const { revision, recordedAt } of events) {
      const then = await office.get('hana', `/api/cases/${reference}?atRevision=${revision}`);
      expect(then.body).toMatchObject({ revision, reference });
      const byInstant = await office.get('hana', `/api/cases/${reference}?at=${recordedAt}`);
      const latest = events.filter((event) => event.recordedAt <= recordedAt).at(-1);
      expect(byInstant.body['revision']).toBe(latest?.revision);
    }
    const early = await office.get('hana', `/api/cases/${reference}?atRevision=1`);
    expect(early.body).toMatchObject({ status: 'acknowledged', assessment: null, response: null, findings: [] });
    const before = await office.get('hana', `/api/cases/${reference}?at=2020-01-01T00:00:00.000Z`);
    expect(before.status).toBe(404);
  });

  it('is closed in every view', async () => {
    const last = STORY.length - 1;
    const shown = await office.get('hana', `/api/cases/${reference}?atLeast=${last}`);
    expect(shown.body).toMatchObject({
      status: 'closed',
      closure: { outcome: 'resolved' },
      availableCommands: expect.arrayContaining(['deliver-remedy']),
    });
    const figures = await eventually(
      () => office.get<{ rows: readonly unknown[] }>('cyrus', '/api/analytics/summary?groupBy=status'),
      ({ body }) => JSON.stringify(body.rows).includes('closed'),
    );
    expect(figures.body.rows).toEqual([
      expect.objectContaining({ group: { status: 'closed' }, count: 1, reopened: 1, disputed: 1 }),
    ]);
  });

  it('keeps its chain intact', async () => {
    expect((await office.post('cyrus', '/api/compliance/verify', {})).status).toBe(202);
    const done = await eventually(
      () => office.get('cyrus', '/api/compliance/verify'),
      ({ body }) => body['state'] !== 'running',
    );
    expect(done.body).toMatchObject({ state: 'passed', events: STORY.length, streams: 1, faults: [] });
  });
});
