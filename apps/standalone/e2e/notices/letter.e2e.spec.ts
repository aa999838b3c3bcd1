import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

describe('A complaint that came by letter', () => {
  let redress: RunningRedress;
  let office: Office;
  let reference: string;
  beforeAll(async () => {
    redress = await RunningRedress.start();
    office = await Office.open(redress);
    const { body } = await office.post('ida', '/api/complaints', {
      description: 'The door was closed.',
      channel: 'letter',
      language: 'fa',
      complainant: { name: 'پریسا نمونه', postalAddress: 'اصفهان، پلاک ۱۲', email: 'parisa@example.org' },
    });
    reference = body['reference'] as string;
  });
  afterAll(() => redress[Symbol.asyncDispose]());

  const path = (): string => {
    const messageId = `acknowledgement.${reference.replaceAll('-', '').toLowerCase()}@redress`;
    return `/api/notifications/${messageId}/letter.pdf`;
  };
  const print = (who: string): Promise<Response> =>
    fetch(redress.url + path(), { headers: { authorization: `Bearer ${office.tokenFor(who)}` } });
  const messages = async (isThere: (outcome: string) => boolean) => {
    const asked = () =>
      office.get<{ items: readonly { outcome: string }[] }>('hana', `/api/notifications?reference=${reference}`);
    const { body } = await eventually(asked, (answer) => answer.body.items?.some(({ outcome }) => isThere(outcome)));
    return body.items;
  };

  it('is acknowledged by a letter that waits for somebody to post it', async () => {
    expect(await messages((outcome) => outcome === 'attempted')).toMatchObject([
      { purpose: 'acknowledgement', channel: 'letter', outcome: 'attempted' },
    ]);
  });

  it('has a letter that those who work on cases can print, and nobody else', async () => {
    const printed = await print('hana');
    expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(printed.headers.get('cache-control')).toBe('no-store');
    expect(Buffer.from(await printed.arrayBuffer()).toString('latin1')).toMatch(/^%PDF-/);
    for (const who of ['ida', 'cyrus', 'anna', 'adam']) expect((await print(who)).status).toBe(403);
    const unknown = '/api/notifications/decision.000000000000.4@redress/letter.pdf';
    expect(await office.get('hana', unknown)).toMatchObject({ status: 404, body: { code: 'letter-unknown' } });
  });

  it('is acknowledged when it was posted', async () => {
    const task = 'letter-acknowledgement-0';
    await eventually(
      () => office.post('hana', `/api/cases/${reference}/complete-task`, { task }),
      ({ status }) => status === 200,
    );
    expect(await messages((outcome) => outcome === 'sent')).toHaveLength(1);
    const { body } = await office.get('hana', `/api/cases/${reference}`);
    expect(body).toMatchObject({ status: 'acknowledged' });
  });
});
