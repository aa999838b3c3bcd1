import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, call, RunningRedress } from '@redress/testing';
import { randomUUID } from 'node:crypto';
import { ASSESSMENT } from '../command-routes.js';
import { Office } from '../office.js';

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start();
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

let reference: string;
let trackingCode: string;
let path: string;
beforeEach(async () => {
  const { body } = await office.lodge({ description: 'Charged twice.' });
  reference = body['reference'] as string;
  trackingCode = body['trackingCode'] as string;
  path = `/api/cases/${reference}`;
});

const key = (value: string) => ({ 'idempotency-key': value });
const assess = (content: object = {}, headers: Readonly<Record<string, string>> = {}, who = 'hana') =>
  office.post(who, `${path}/assess`, { ...ASSESSMENT, ...content }, headers);

async function history(): Promise<readonly Record<string, unknown>[]> {
  const { body } = await office.get<{ events: Record<string, unknown>[] }>('cyrus', `${path}/history`);
  return body.events;
}

function summary({ status, headers, body }: Answer): unknown[] {
  return [status, body['events'] ?? body['code'], headers.get('etag'), headers.get('idempotency-replayed')];
}

describe('A command', () => {
  it('is answered with reference, revision and events, the revision also as ETag', async () => {
    const { status, headers, body } = await assess();
    expect([status, body]).toEqual([200, { reference, revision: 1, events: ['ComplaintAssessed'] }]);
    expect(headers.get('etag')).toBe('"1"');
  });

  it('is answered with no events when it changes nothing', async () => {
    await assess();
    expect(summary(await assess())).toEqual([200, [], '"1"', null]);
  });

  it.each(['{}', 'null', ''])('needs no body when every field is optional: %j will do', async (body) => {
    const headers = { authorization: `Bearer ${office.tokenFor('hana')}`, 'content-type': 'application/json' };
    const answer = await fetch(`${redress.url}${path}/acknowledge`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
  });

  it('needs no body at all either', async () => {
    expect((await office.post('hana', `${path}/acknowledge`, undefined)).status).toBe(200);
  });

  it('takes a reference as people write it, and answers it in fours', async () => {
    const written = reference.replaceAll('-', '').toLowerCase().replaceAll('1', 'l').replaceAll('0', 'o');
    const { body } = await office.post('hana', `/api/cases/${written}/acknowledge`, {});
    expect(body['reference']).toBe(reference);
  });

  it('may say when it happened and why', async () => {
    const occurredAt = new Date().toISOString();
    const inTehran = occurredAt.replace('Z', '+00:00');
    expect((await assess({ occurredAt: inTehran, reason: 'تماس تلفنی' })).status).toBe(200);
    expect((await history())[1]).toMatchObject({ occurredAt, reason: 'تماس تلفنی', data: ASSESSMENT });
  });

  it('of a complainant may say so too', async () => {
    const complainant = await office.complainant(reference, trackingCode);
    const occurredAt = new Date().toISOString();
    expect((await complainant.sends('withdraw', { reason: 'Solved.', occurredAt })).status).toBe(200);
    expect((await history())[1]).toMatchObject({ occurredAt, reason: 'Solved.', actor: { role: 'complainant' } });
  });

  it.each([
    ['withdraw', 'hana'],
    ['reopen', 'sara'],
  ])('%s by staff does not go without a reason', async (command, who) => {
    const { status, body } = await office.post(who, `${path}/${command}`, {});
    expect([status, body['errors']]).toMatchObject([422, [{ pointer: '#/reason', code: 'invalid-text' }]]);
  });

  it('leaves out what is null', async () => {
    const { status } = await assess({ reason: null, occurredAt: null });
    expect([status, (await history())[1]?.['reason']]).toEqual([200, undefined]);
  });
});

describe('A repeat with the same Idempotency-Key', () => {
  it('is answered alike, says that it is one, and records nothing', async () => {
    const first = await assess({}, key('k'));
    await office.decides('hana', reference, 'add-note', { text: 'In between.', visibility: 'internal' });
    const again = await assess({}, key('k'));
    expect(summary(first)).toEqual([200, ['ComplaintAssessed'], '"1"', null]);
    expect(summary(again)).toEqual([200, ['ComplaintAssessed'], '"1"', 'true']);
    expect(again.body).toEqual(first.body);
    expect(await history()).toHaveLength(3);
  });

  it('and another body is refused', async () => {
    await assess({}, key('k'));
    for (const other of [{ severity: 'low' }, { reason: 'x' }, { occurredAt: new Date().toISOString() }]) {
      expect(summary(await assess(other, key('k')))).toEqual([422, 'idempotency-key-reused', null, null]);
    }
  });

  it('and another command is refused', async () => {
    await assess({}, key('k'));
    const other = await office.post('hana', `${path}/acknowledge`, {}, key('k'));
    expect(summary(other)).toEqual([422, 'idempotency-key-reused', null, null]);
  });

  it('by somebody else, or on another complaint, is a command of its own', async () => {
    const note = { text: 'Noted.', visibility: 'internal' };
    await office.post('hana', `${path}/add-note`, note, key('k'));
    expect(summary(await office.post('hugo', `${path}/add-note`, note, key('k')))).toEqual([
      200,
      ['NoteAdded'],
      '"2"',
      null,
    ]);
    const { body } = await office.lodge({ description: 'Another.' });
    const elsewhere = await office.post('hana', `/api/cases/${String(body['reference'])}/add-note`, note, key('k'));
    expect(summary(elsewhere)).toEqual([200, ['NoteAdded'], '"1"', null]);
  });

  it('is answered even though the complaint has gone on since If-Match', async () => {
    await assess({}, { ...key('k'), 'if-match': '"0"' });
    await office.decides('hana', reference, 'acknowledge', {});
    expect(summary(await assess({}, { ...key('k'), 'if-match': '"0"' }))).toEqual([
      200,
      ['ComplaintAssessed'],
      '"1"',
      'true',
    ]);
  });

  it('sent many times at once is recorded once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => assess({}, key('k'))));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(await history()).toHaveLength(2);
  });

  it('finds the complaint that was lodged with it, and its tracking code', async () => {
    const content = { description: 'Charged twice.', complainant: { name: 'زهره' } };
    const lodging = key(randomUUID());
    const first = await office.lodge(content, lodging);
    const again = await office.lodge(content, lodging);
    expect(again.body).toEqual(first.body);
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect((await office.lodge({ ...content, product: 'x' }, lodging)).body['code']).toBe('idempotency-key-reused');
    const staff = await office.post('ida', '/api/complaints', content, lodging);
    expect([staff.status, staff.body['reference'] === first.body['reference']]).toEqual([201, false]);
  });

  it('gives a stranger who came upon a word nobody’s tracking code', async () => {
    for (const word of ['1', 'complaint-1', '2026-11-29T13:00:00Z', '00000000-0000-0000-0000-000000000000']) {
      const { status, body } = await office.lodge({ description: 'Charged twice.' }, key(word));
      expect([status, body['code'], body['trackingCode']]).toEqual([400, 'weak-idempotency-key', undefined]);
    }
  });

  it('is not one without a key', async () => {
    const content = { description: 'Charged twice.' };
    const [first, second] = await Promise.all([office.lodge(content), office.lodge(content)]);
    expect(first.body['reference']).not.toBe(second.body['reference']);
  });
});

describe('If-Match', () => {
  it('lets one of two decide who saw the same revision, and tells the other', async () => {
    const both = [
      assess({ severity: 'low' }, { 'if-match': '"0"' }),
      assess({ severity: 'high' }, { 'if-match': '"0"' }, 'hugo'),
    ];
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412]);
    expect(await history()).toHaveLength(2);
  });

  it('may be left out: then each decides on what the other left', async () => {
    const both = await Promise.all([assess({ severity: 'low' }), assess({ severity: 'high' }, {}, 'hugo')]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await history()).toHaveLength(3);
  });
});

describe('Lodging', () => {
  it('is answered with reference, code, revision, links and Location', async () => {
    const { status, headers, body } = await office.lodge({ description: 'x' });
    expect([status, headers.get('location')]).toEqual([201, `/api/track/${String(body['reference'])}`]);
    expect(body).toEqual({
      reference: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/),
      trackingCode: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/),
      revision: 0,
      links: { track: `/api/track/${String(body['reference'])}`, case: `/api/cases/${String(body['reference'])}` },
    });
  });

  it('by staff records them as the actor, the channel and the day of the letter', async () => {
    const occurredAt = '2026-11-02T08:00:00.000Z';
    const { body } = await office.post('ida', '/api/complaints', { description: 'x', channel: 'letter', occurredAt });
    path = `/api/cases/${String(body['reference'])}`;
    expect((await history())[0]).toMatchObject({
      actor: { id: 'ida', role: 'intake-agent' },
      occurredAt,
      data: { channel: 'letter' },
    });
  });

  it.each(['anna', 'cyrus', 'adam'])('is not for %s', async (who) => {
    expect((await office.post(who, '/api/complaints', { description: 'x' })).status).toBe(403);
  });

  it('is refused to whoever sends a bad token, rather than taken for anonymous', async () => {
    const answer = await call('POST', `${redress.url}/api/complaints`, { token: 'x.y.z', body: { description: 'x' } });
    expect(answer.status).toBe(401);
  });
});

describe('Reading', () => {
  it("waits for the caller's own write, in every view", async () => {
    for (let revision = 1; revision <= 15; revision += 1) {
      const text = `Note ${revision}`;
      const written = await office.decides('hana', reference, 'add-note', { text, visibility: 'complainant' });
      const atLeast = `atLeast=${written}`;
      const views = [
        `${path}?${atLeast}`,
        `${path}/history?${atLeast}`,
        `/api/notifications?reference=${reference}&${atLeast}`,
      ];
      const [shown, told, sent] = await Promise.all(views.map((view) => office.get('hana', view)));
      expect([shown?.body['revision'], (told?.body['events'] as unknown[]).length, sent?.status]).toEqual([
        revision,
        revision + 1,
        200,
      ]);
    }
  });

  it.each(['', '/history'])('does not show less than was asked for: cases%s', async (part) => {
    expect(summary(await office.get('hana', `${path}${part}?atLeast=1`))).toEqual([503, 'view-behind', null, null]);
  });

  it('shows no revision that is yet to come', async () => {
    expect(summary(await office.get('hana', `${path}?atRevision=1`))).toEqual([404, 'revision-unknown', null, null]);
  });
});
