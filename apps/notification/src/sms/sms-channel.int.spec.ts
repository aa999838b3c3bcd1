import { afterEach, describe, expect, it } from '@jest/globals';
import { ENDLESS_HTTP, silentPeerContract } from '@redress/testing';
import type { OutgoingMessage } from '@redress/outgoing';
import { SmsChannel } from './sms-channel.js';
import { SmsGateway, type GatewayAnswer } from './sms-gateway.fixture.spec.js';

const MESSAGE: OutgoingMessage = {
  messageId: 'acknowledgement.1@redress',
  to: { address: '+98 "21" 0000' },
  subject: 'شکایت شما دریافت شد',
  text: 'شکایت شما\n"دریافت" شد: {to}',
  language: 'fa',
};
const BRIEF = { connectMs: 300, sendMs: 300, pauseMs: 1 };
const BODY = '{"recipient":"{to}","message":{"text":"{text}"},"ref":"{id}"}';

describe('A gateway for text messages', () => {
  const gateways: SmsGateway[] = [];
  afterEach(() => Promise.all(gateways.splice(0).map((gateway) => gateway.stop())));

  const start = async (...answers: readonly GatewayAnswer[]): Promise<SmsGateway> => {
    const gateway = await SmsGateway.start(...answers);
    gateways.push(gateway);
    return gateway;
  };
  const channelTo = (url: string): SmsChannel => new SmsChannel({ url, token: 'hidden-token', body: BODY }, BRIEF);

  it('is given the message in its own form, whatever the message says, under its id and the token', async () => {
    const gateway = await start(202);
    const channel = channelTo(gateway.url);
    await channel.ready();
    expect(await channel.send(MESSAGE)).toEqual({ sent: true });
    expect(JSON.parse(gateway.received[0]?.body ?? '')).toEqual({
      recipient: MESSAGE.to.address,
      message: { text: MESSAGE.text },
      ref: MESSAGE.messageId,
    });
    expect(gateway.received[0]?.headers).toMatchObject({
      authorization: 'Bearer hidden-token',
      'idempotency-key': MESSAGE.messageId,
    });
  });

  it.each([429, 503])(
    'that says by %d that it did not take the message is asked again, three times at most',
    async (status) => {
      const patient = await start(status, status, 200);
      expect(await channelTo(patient.url).send(MESSAGE)).toEqual({ sent: true });
      const full = await start(status);
      const outcome = await channelTo(full.url).send(MESSAGE);
      expect(outcome).toEqual({ sent: false, failure: `http-${status}`, uncertain: false });
      expect(full.received).toHaveLength(3);
    },
  );

  it.each([
    [400, false],
    [401, false],
    [500, true],
    [502, true],
  ])('that answers %d is not asked again (may have sent: %s)', async (status, uncertain) => {
    const gateway = await start(status, 200);
    expect(await channelTo(gateway.url).send(MESSAGE)).toEqual({ sent: false, failure: `http-${status}`, uncertain });
    expect(gateway.received).toHaveLength(1);
  });

  it.each(['hangs', 'drops'] as const)('that %s may have sent the message, and is not asked again', async (temper) => {
    const gateway = await start(temper, 200);
    expect(await channelTo(gateway.url).send(MESSAGE)).toMatchObject({ sent: false, uncertain: true });
    expect(gateway.received).toHaveLength(1);
  });

  it('cannot send the message, and its token, elsewhere', async () => {
    const gateway = await start(302);
    expect(await channelTo(gateway.url).send(MESSAGE)).toMatchObject({ sent: false });
  });

  it('that is away is not ready, and certainly took nothing', async () => {
    const gateway = await start(200);
    await gateway.stop();
    gateways.length = 0;
    await expect(channelTo(gateway.url).ready()).rejects.toThrow();
    expect(await channelTo(gateway.url).send(MESSAGE)).toMatchObject({ sent: false, uncertain: false });
  });

  it('is named at the start-up by its host alone', () => {
    const { description } = channelTo('https://user:hidden@sms.example.org/messages?key=hidden');
    expect(description).toBe('text messages are sent through sms.example.org');
  });
});

silentPeerContract('A gateway for text messages', {
  start: async () => {
    const gateway = await SmsGateway.start(202);
    return {
      port: Number(new URL(gateway.url).port),
      get calls() {
        return gateway.received.length;
      },
      stop: () => gateway.stop(),
    };
  },
  connect: (port) => {
    const channel = new SmsChannel({ url: `http://127.0.0.1:${port}/messages`, body: BODY }, BRIEF);
    return {
      call: async () => {
        const outcome = await channel.send(MESSAGE);
        // The gateway may have accepted it: this is recorded, and the message is not sent again.
        if (!outcome.sent) expect(outcome).toEqual({ sent: false, failure: 'timeout', uncertain: true });
        return outcome.sent ? 'served' : 'unreachable';
      },
      close: () => channel.close(),
    };
  },
  endless: {
    headers: { ...ENDLESS_HTTP.headers, outcome: 'unreachable' },
    // The status alone decides, without the rest of the body.
    body: { ...ENDLESS_HTTP.body, outcome: 'served' },
  },
});
