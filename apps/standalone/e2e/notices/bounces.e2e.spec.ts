import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, eventually, RunningRedress } from '@redress/testing';
import { Office } from '../office.js';

const TOKEN = 'the-mail-system-knows-this-token';

interface Message {
  readonly messageId: string;
  readonly outcome: string;
}

describe('An e-mail that comes back', () => {
  let redress: RunningRedress;
  let office: Office;
  let reference: string;
  let messageId: string;
  beforeAll(async () => {
    redress = await RunningRedress.start({ env: { REDRESS_BOUNCE_TOKEN: TOKEN } });
    office = await Office.open(redress);
    const complainant = { name: 'Parisa Example', email: 'parisa@example.org' };
    reference = (await office.lodge({ description: 'It broke.', complainant })).body['reference'] as string;
    const [sent] = await messages('sent');
    messageId = sent?.messageId ?? '';
  });
  afterAll(() => redress[Symbol.asyncDispose]());

  const messages = async (outcome: string): Promise<readonly Message[]> => {
    const { body } = await eventually(
      () => office.get<{ items?: readonly Message[] }>('hana', `/api/notifications?reference=${reference}`),
      (answer) => answer.body.items?.some((one) => one.outcome === outcome) === true,
    );
    return body.items ?? [];
  };
  const tell = (body: unknown, token = TOKEN) =>
    call('POST', `${redress.url}/api/notifications/bounces`, { body, token });

  it('is believed from the mail system alone', async () => {
    for (const token of ['', 'wrong', office.tokenFor('adam')]) {
      expect((await tell({ messageId }, token)).status).toBe(401);
    }
  });

  it('must be one that was sent, told in a way that can be read', async () => {
    const unknown = await tell({ messageId: 'decision.000000000000.3@redress' });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'message-unknown' } });
    expect(await tell({})).toMatchObject({ status: 422, body: { code: 'bounce-unreadable' } });
    expect(await tell({ message: 'Hello' })).toMatchObject({ status: 422, body: { code: 'bounce-unreadable' } });
  });

  it('is a failed message, and a task for a person', async () => {
    const told = { messageId: `<${messageId}>`, status: '5.1.1' };
    for (let telling = 0; telling < 2; telling += 1) {
      expect(await tell(told)).toMatchObject({ status: 200, body: { recorded: true } });
    }
    expect(await messages('failed')).toMatchObject([{ messageId, failure: 'bounced-5.1.1', bounced: true }]);
    const { body } = await office.get<{ events: readonly { type: string }[] }>(
      'hana',
      `/api/cases/${reference}/history`,
    );
    expect(body.events.slice(-3).map(({ type }) => type)).toEqual([
      'NotificationFailed',
      'StepTakenBack',
      'TaskAssigned',
    ]);
  });
});
