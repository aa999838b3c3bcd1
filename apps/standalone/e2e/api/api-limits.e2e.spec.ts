import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, eventually, RunningRedress } from '@redress/testing';
import { randomUUID } from 'node:crypto';
import { Office } from '../office.js';

const ONE_MEGABYTE = 1_048_576;

let redress: RunningRedress;
let office: Office;
beforeAll(async () => {
  redress = await RunningRedress.start({
    env: {
      REDRESS_TRUSTED_PROXIES: '127.0.0.0/8',
      REDRESS_LODGINGS_PER_CLIENT: '3',
      REDRESS_LODGINGS_PER_CONTACT: '2',
      REDRESS_ATTACHMENT_MEGABYTES: '1',
      REDRESS_UPLOAD_MEGABYTES_PER_CLIENT: '1',
    },
  });
  office = await Office.open(redress);
});
afterAll(() => redress[Symbol.asyncDispose]());

const from = (client: string) => ({ 'x-forwarded-for': client });
const lodge = (client: string, more: object = {}, headers = {}): Promise<Answer> =>
  office.lodge({ description: 'Charged twice.', ...more }, { ...from(client), ...headers });

function expectRefused({ status, headers, body }: Answer, code: string): void {
  expect([status, body['code']]).toEqual([429, code]);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(body['detail']).toMatch(/telephone|by post/);
}

describe('Without a staff token', () => {
  it('one client behind the proxy lodges a number of complaints an hour, and others go on', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await lodge('192.0.2.1', {}, key);
    expect((await lodge('192.0.2.1', { description: '' })).status).toBe(422);
    expect([(await lodge('192.0.2.1')).status, (await lodge('192.0.2.1')).status]).toEqual([201, 201]);
    expectRefused(await lodge('192.0.2.1'), 'too-many-lodgings');
    expect((await lodge('192.0.2.2')).status).toBe(201);
    const repeat = await lodge('192.0.2.1', {}, key);
    expect([repeat.status, repeat.body['reference']]).toEqual([201, first.body['reference']]);
    const staff = { description: 'By telephone.', channel: 'phone' };
    const byStaff = () => office.post('ida', '/api/complaints', staff, from('192.0.2.1'));
    expect([(await byStaff()).status, (await byStaff()).status]).toEqual([201, 201]);
  });

  it('one person is the contact of a number of complaints a day', async () => {
    const robin = { complainant: { email: 'robin@example.org' } };
    expect((await lodge('192.0.2.11', robin)).status).toBe(201);
    expect((await lodge('192.0.2.12', robin)).status).toBe(201);
    expectRefused(await lodge('192.0.2.13', robin), 'too-many-lodgings-for-contact');
    expect((await lodge('192.0.2.13')).status).toBe(201);
  });

  it('one client sends a number of bytes a day, and staff as many as they like', async () => {
    const { body } = await lodge('192.0.2.21');
    const reference = String(body['reference']);
    const { token } = await office.complainant(reference, String(body['trackingCode']));
    const send = async (path: string, bearer: string, client: string, bytes: number, fill: number): Promise<Answer> => {
      const answer = await fetch(`${redress.url}/api/${path}/${reference}/attachments`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/octet-stream', ...from(client) },
        body: Buffer.alloc(bytes, fill),
      });
      return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer['body'] };
    };
    const half = ONE_MEGABYTE / 2;
    expect((await send('track', token, '192.0.2.21', half, 65)).status).toBe(200);
    expect((await send('track', token, '192.0.2.21', half, 65)).body['events']).toEqual([]);
    expect((await send('track', token, '192.0.2.21', half, 0)).status).toBe(422);
    expect((await send('track', token, '192.0.2.21', half, 66)).status).toBe(200);
    expectRefused(await send('track', token, '192.0.2.21', 1, 67), 'too-many-upload-bytes');
    expect((await send('track', token, '192.0.2.22', 1, 67)).status).toBe(200);
    expect((await send('cases', office.tokenFor('hana'), '192.0.2.21', half, 68)).status).toBe(200);
  });

  it('refusals show in the metrics by their limit', async () => {
    const metrics = await (await fetch(`${redress.url}/metrics`)).text();
    expect(metrics).toContain('redress_limits_refused_total{limit="lodgings-per-client"} 1');
    expect(metrics).toContain('redress_limits_refused_total{limit="wrong-codes-in-all"} 0');
  });
});

describe('On a disk that is nearly full', () => {
  it('nobody lodges complaints or adds files, while the work on those received goes on', async () => {
    const { body } = await lodge('192.0.2.31');
    const reference = String(body['reference']);
    await redress.stop();
    // More than any disk has free.
    await using full = await RunningRedress.start({
      data: redress.data,
      env: { REDRESS_DISK_MEGABYTES_FREE: '9999999' },
    });
    const staff = await Office.open(full);
    const lodged = await staff.lodge({ description: 'Charged twice.' });
    const byStaff = await staff.post('ida', '/api/complaints', { description: 'x', channel: 'phone' });
    for (const { status, headers, body: problem } of [lodged, byStaff]) {
      expect([status, problem['code'], headers.get('retry-after')]).toEqual([503, 'disk-nearly-full', '60']);
      expect(problem['detail']).toContain('telephone');
    }
    const upload = await fetch(`${full.url}/api/cases/${reference}/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${staff.tokenFor('hana')}`, 'content-type': 'application/octet-stream' },
      body: 'A letter.',
    });
    expect([upload.status, ((await upload.json()) as { code: string }).code]).toEqual([503, 'disk-nearly-full']);
    const note = await staff.post('hana', `/api/cases/${reference}/add-note`, {
      text: 'Called.',
      visibility: 'internal',
    });
    expect(note.status).toBe(200);
    const complainant = await staff.complainant(reference, String(body['trackingCode']));
    expect((await complainant.sends('add-information', { text: 'Again.' })).status).toBe(200);
    const metrics = await (await fetch(`${full.url}/metrics`)).text();
    expect(metrics).toMatch(/redress_disk_free_bytes\{store="event-store"\} \d/);
    expect(metrics).toContain('redress_disk_refused_total{store="event-store"} 3');
  });
});

describe('While more arrives than is handled', () => {
  it("strangers' complaints are refused until it is handled, and staff's are not", async () => {
    await using small = await RunningRedress.start({ env: { REDRESS_BACKLOG_EVENTS: '1' } });
    const staff = await Office.open(small);
    const key = { 'idempotency-key': randomUUID() };
    const complain = (headers = {}) => staff.lodge({ description: 'Charged twice.' }, headers);
    expect((await complain()).status).toBe(201);
    // Each complaint is several events, which gather for a moment before they are handled.
    const refused = await eventually(
      async () =>
        (await Promise.all(Array.from({ length: 20 }, () => complain()))).find(({ status }) => status === 503),
      (answer) => answer !== undefined,
    );
    expect([refused?.body['code'], refused?.headers.get('retry-after')]).toEqual(['backlog-too-long', '10']);
    expect(refused?.body['detail']).toContain('telephone');
    expect((await staff.post('ida', '/api/complaints', { description: 'x', channel: 'phone' })).status).toBe(201);
    await eventually(
      () => complain(key),
      ({ status }) => status === 201,
    );
    const metrics = await (await fetch(`${small.url}/metrics`)).text();
    expect(metrics).toMatch(/redress_backlog_refused_total\{group="[a-z-]+"\} [1-9]/);
  });
});
