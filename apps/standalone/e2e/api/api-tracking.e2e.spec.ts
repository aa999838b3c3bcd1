import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, eventually, RunningRedress } from '@redress/testing';
import { ASSESSMENT, RESPONSE } from '../command-routes.js';
import { type Complainant, Office } from '../office.js';

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

interface Tracked {
  readonly reference: string;
  readonly complainant: Complainant;
}

async function lodged(): Promise<Tracked> {
  const { body } = await office.lodge({ description: 'دو بار کارمزد گرفته‌اند.', complainant: { name: 'زهره' } });
  const reference = body['reference'] as string;
  return { reference, complainant: await office.complainant(reference, body['trackingCode'] as string) };
}

async function seen({ complainant }: Tracked, revision: number): Promise<Record<string, unknown>> {
  const { status, body } = await complainant.looks(revision);
  expect(status).toBe(200);
  return body;
}

describe('Presenting reference and code', () => {
  const attempt = (body: object) => call('POST', `${redress.url}/api/track`, { body });

  it('is answered alike for a wrong code, an unknown complaint, a mistyped and a malformed reference', async () => {
    const { reference } = await lodged();
    const mistyped = reference.startsWith('0') ? `1${reference.slice(1)}` : `0${reference.slice(1)}`;
    const attempts = [reference, '0000-0000-0000', mistyped, 'what?'].map((given) =>
      attempt({ reference: given, trackingCode: '00000-00000' }),
    );
    const answers = (await Promise.all(attempts)).map(({ status, headers, body }) => {
      const named = [...headers.keys()].filter((name) => name !== 'date').sort();
      return JSON.stringify([status, named, { ...body, instance: '' }]);
    });
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? '')).toMatchObject([404, expect.anything(), { code: 'tracking-refused' }]);
  });

  it('forgives how they are written', async () => {
    const { body } = await office.lodge({ description: 'x' });
    const persian = (text: unknown) =>
      String(text)
        .toLowerCase()
        .replaceAll(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit)));
    const { status } = await attempt({
      reference: persian(body['reference']),
      trackingCode: persian(body['trackingCode']),
    });
    expect(status).toBe(200);
  });
});

describe('A lost tracking code', () => {
  it('is replaced by staff: the one before stops working at once, and what is done with the new one says who knows it', async () => {
    const { body } = await office.lodge({ description: 'x' });
    const [reference, lost] = [String(body['reference']), body['trackingCode']];
    const attempt = (trackingCode: unknown) =>
      call('POST', `${redress.url}/api/track`, { body: { reference, trackingCode } });
    const before = await office.complainant(reference, String(lost));
    const path = `/api/cases/${reference}/issue-tracking-code`;
    expect((await office.post('ida', path, {})).status).toBe(422);
    const issued = await office.post('ida', path, { reason: 'They knew the amount.' });
    expect(issued).toMatchObject({ status: 200, body: { revision: 1, events: ['TrackingCodeIssued'] } });
    const { trackingCode } = issued.body;
    expect([(await attempt(lost)).status, (await before.looks()).status]).toEqual([404, 401]);
    expect((await attempt(trackingCode)).status).toBe(200);
    const after = await office.complainant(reference, String(trackingCode));
    expect((await after.sends('add-information', { text: 'Here I am.' })).status).toBe(200);
    const { body: history } = await office.get<{ events: object[] }>('hana', `/api/cases/${reference}/history`);
    expect(history.events.at(-1)).toMatchObject({
      type: 'InformationAdded',
      actor: { id: 'complainant', role: 'complainant' },
      onBehalfOf: { id: 'ida', role: 'intake-agent' },
    });
    expect(JSON.stringify(history)).not.toContain(String(trackingCode).replace('-', ''));
  });

  it('was known to whoever lodged the complaint for somebody else, until another is issued', async () => {
    const { body } = await office.post('ida', '/api/complaints', { description: 'x' });
    const reference = String(body['reference']);
    const complainant = await office.complainant(reference, String(body['trackingCode']));
    await complainant.sends('add-information', { text: 'It is me.' });
    const { body: history } = await office.get<{ events: object[] }>('hana', `/api/cases/${reference}/history`);
    expect(history.events.at(-1)).toMatchObject({ onBehalfOf: { id: 'ida' } });
  });
});

describe('A lost tracking code that is asked for', () => {
  it('is answered alike whether or not reference and address belong together', async () => {
    const { body } = await office.lodge({ description: 'x', complainant: { email: 'robin@example.org' } });
    const reference = String(body['reference']);
    const ask = (of: string, email: string) =>
      call('POST', `${redress.url}/api/track/lost-code`, { body: { reference: of, email } });
    const answers = [
      await ask(reference, 'robin@example.org'),
      await ask(reference, 'kim@example.org'),
      await ask('0000-0000-0000', 'robin@example.org'),
    ].map(({ status, headers, body: said }) => [status, headers.get('content-length'), said]);
    expect(answers).toEqual(answers.map(() => [202, answers[0]?.[1], { accepted: true }]));
    const sent = await eventually(
      () => office.get<{ events: { type: string }[] }>('hana', `/api/cases/${reference}/history`),
      ({ body: { events } }) => events.some(({ type }) => type === 'TrackingCodeRequested'),
    );
    expect(sent.body.events.filter(({ type }) => type === 'TrackingCodeRequested')).toHaveLength(1);
  });

  it('can be sent to the complainant by staff, who are not shown it', async () => {
    const { body } = await office.lodge({ description: 'x', complainant: { email: 'robin@example.org' } });
    const said = { reason: 'They knew the amount.', toComplainant: true };
    const issued = await office.post('ida', `/api/cases/${String(body['reference'])}/issue-tracking-code`, said);
    expect([issued.status, issued.body['trackingCode']]).toEqual([200, undefined]);
    const { body: anonymous } = await office.lodge({ description: 'x' });
    const refused = await office.post('ida', `/api/cases/${String(anonymous['reference'])}/issue-tracking-code`, said);
    expect(refused.body['code']).toBe('no-address-on-file');
  });
});

describe('A complainant who wants to be written to otherwise', () => {
  it('says so with their own token, and sees it; somebody of the staff cannot say it for them', async () => {
    const tracked = await lodged();
    const { reference, complainant } = tracked;
    const answer = await complainant.sends('state-preferences', { language: 'fa', preferredChannel: 'letter' });
    expect(answer).toMatchObject({ status: 200, body: { revision: 1, events: ['PreferencesStated'] } });
    const again = await complainant.sends('state-preferences', { language: 'fa', preferredChannel: 'letter' });
    expect(again.body['events']).toEqual([]);
    expect((await seen(tracked, 1))['preferences']).toEqual({ language: 'fa', preferredChannel: 'letter' });
    expect((await complainant.sends('state-preferences', {})).body['code']).toBe('no-preference-stated');
    expect((await complainant.sends('state-preferences', { preferredChannel: 'web' })).status).toBe(422);
    expect((await office.post('hana', `/api/track/${reference}/state-preferences`, { language: 'en' })).status).toBe(
      403,
    );
    const shown = await office.get('hana', `/api/cases/${reference}?atLeast=1`);
    expect(shown.body).toMatchObject({ language: 'fa', complainant: { preferredChannel: 'letter' } });
  });
});

describe('What a complainant sees', () => {
  it('is where the complaint stands, what comes next and what they can do', async () => {
    const tracked = await lodged();
    expect(await seen(tracked, 0)).toEqual({
      reference: tracked.reference,
      revision: 0,
      status: 'received',
      receivedAt: expect.stringMatching(/Z$/),
      preferences: { language: expect.stringMatching(/^(en|fa)$/), preferredChannel: null },
      policy: { names: expect.objectContaining({ en: expect.any(String) }), since: expect.stringMatching(/Z$/) },
      timeZone: 'UTC',
      steps: [{ step: 'received', at: expect.stringMatching(/Z$/) }],
      nextStep: 'acknowledgement',
      dueAt: expect.stringMatching(/Z$/),
      decision: null,
      finalPosition: null,
      award: null,
      alternatives: null,
      referral: null,
      handledTogether: null,
      splitInto: [],
      questions: [],
      messages: [],
      attachments: [],
      options: ['add-information', 'add-attachment', 'state-preferences', 'withdraw'],
    });
  });

  it('is where it was referred and why, when it is out of scope', async () => {
    const { body } = await office.lodge({ description: 'It is about my contract.', concern: 'employment' });
    const tracked = { reference: String(body['reference']), trackingCode: String(body['trackingCode']) };
    const shown = await office.get('hana', `/api/cases/${tracked.reference}?atLeast=0`);
    expect(shown.body['outOfScope']).toEqual({ concern: 'employment', basis: 'declared' });
    const refer = `/api/cases/${tracked.reference}/refer`;
    expect((await office.post('hana', refer, { to: 'The labour office' })).status).toBe(422);
    await office.post('hana', refer, { to: 'The labour office', reason: 'We may not decide about employment.' });
    const complainant = await office.complainant(tracked.reference, tracked.trackingCode);
    expect((await complainant.looks(1)).body).toMatchObject({
      status: 'referred',
      referral: { to: 'The labour office', reason: 'We may not decide about employment.' },
    });
  });
  it('is never a note for the staff, a name of one of them, an assessment, a finding or a decision not yet communicated', async () => {
    const tracked = await lodged();
    const { reference } = tracked;
    const secret = 'Secret';
    await office.decides('hana', reference, 'acknowledge', {});
    await office.decides('hana', reference, 'assess', { ...ASSESSMENT, rationale: secret, reason: secret });
    await office.decides('sara', reference, 'assign', { assignee: 'hana', reason: secret });
    await office.decides('hana', reference, 'send-on', { recipient: secret });
    await office.decides('hana', reference, 'add-note', { text: secret, visibility: 'internal' });
    await office.decides('hana', reference, 'record-finding', { summary: secret, upheld: 'upheld', rootCause: secret });
    await office.decides('hana', reference, 'propose-response', {
      ...RESPONSE,
      explanation: secret,
      responseKind: secret,
    });
    await office.decides('sara', reference, 'return-response', { comment: secret });
    await office.decides('hana', reference, 'propose-response', {
      ...RESPONSE,
      explanation: secret,
      responseKind: secret,
    });
    const last = await office.decides('sara', reference, 'approve-response', { comment: secret });
    const view = await seen(tracked, last);
    expect(JSON.stringify(view)).not.toMatch(/Secret|hana|sara|high|severity|priority|refund|upheld|proposed|approved/);
    expect(view).toMatchObject({ status: 'under-investigation', nextStep: 'decision', decision: null });

    const preview = await office.get('sara', `/api/cases/${reference}/decision-preview`);
    expect((await office.get('anna', `/api/cases/${reference}/decision-preview`)).status).toBe(403);
    const communicated = await office.decides('hana', reference, 'communicate-decision', { reason: 'Another secret' });
    const { decision, ...rest } = await seen(tracked, communicated);
    expect(decision).toEqual({
      decision: 'upheld',
      explanation: secret,
      remedies: RESPONSE.remedies.map((remedy) => ({ ...remedy, state: 'owed' })),
      communicatedAt: expect.any(String),
      message: preview.body['message'],
    });
    expect(decision).toMatchObject({ message: { template: 'decision@2', text: expect.stringContaining(secret) } });
    const { body } = await office.get('cyrus', `/api/cases/${reference}`);
    expect(body['decision']).toMatchObject({ message: preview.body['message'] });
    expect(rest).toMatchObject({
      nextStep: 'your-answer',
      options: [
        ...['add-information', 'add-attachment', 'accept-decision', 'reject-decision'],
        ...['state-preferences', 'withdraw'],
      ],
    });
    expect(JSON.stringify(rest)).not.toMatch(/ecret|hana|sara/);
  });

  it('is every message that is meant for them, and their own, in order', async () => {
    const tracked = await lodged();
    await office.decides('hana', tracked.reference, 'add-note', {
      text: 'لطفاً رسید را بفرستید.',
      visibility: 'complainant',
    });
    const { body } = await tracked.complainant.sends('add-information', { text: 'رسید: ۱۲۳ 👍🏽' });
    const { messages } = await seen(tracked, body['revision'] as number);
    const at = expect.stringMatching(/Z$/);
    expect(messages).toEqual([
      { from: 'organization', text: 'لطفاً رسید را بفرستید.', at },
      { from: 'complainant', text: 'رسید: ۱۲۳ 👍🏽', at },
    ]);
  });

  it('is no more of a decision once the complaint is taken up again', async () => {
    const tracked = await lodged();
    const { reference, complainant } = tracked;
    await office.decides('hana', reference, 'assess', ASSESSMENT);
    await office.decides('hana', reference, 'propose-response', RESPONSE);
    await office.decides('sara', reference, 'approve-response', {});
    await office.decides('hana', reference, 'communicate-decision', {});
    expect((await complainant.sends('accept-decision', undefined)).status).toBe(200);
    const closed = await office.decides('hana', reference, 'close', { outcome: 'resolved', reason: 'On its way.' });
    expect(await seen(tracked, closed)).toMatchObject({
      status: 'closed',
      nextStep: null,
      options: ['add-information', 'add-attachment', 'state-preferences', 'rate-satisfaction'],
    });
    expect((await complainant.sends('rate-satisfaction', { rating: 6 })).status).toBe(422);
    const rated = await complainant.sends('rate-satisfaction', { rating: 4, comment: 'Quick.' });
    expect(rated.body['events']).toEqual(['SatisfactionRated']);
    expect((await complainant.sends('rate-satisfaction', { rating: 5 })).body['code']).toBe('already-rated');
    const reopened = await office.decides('sara', reference, 'reopen', { reason: 'It did not arrive.' });
    expect(await seen(tracked, reopened)).toMatchObject({
      status: 'under-investigation',
      decision: null,
      nextStep: 'decision',
    });
  });
});
