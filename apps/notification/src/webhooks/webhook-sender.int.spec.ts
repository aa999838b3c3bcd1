import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instantOf } from '@redress/domain';
import type { WebhookSubscription } from '@redress/platform';
import { ENDLESS_HTTP, silentPeerContract } from '@redress/testing';
import { Webhook } from 'standardwebhooks';
import { Receiver } from './receiver.fixture.spec.js';
import { callWebhook, isPublic } from './webhook-sender.js';

const KEY = Buffer.alloc(24, 7);
const call = () => ({ id: 'e-1', body: '{"specversion":"1.0"}', now: instantOf(Date.now()) });

describe('Calling another system', () => {
  let receiver: Receiver;
  let subscription: WebhookSubscription;
  beforeEach(async () => {
    receiver = await Receiver.start();
    subscription = { name: 'crm', url: receiver.url, secrets: [KEY], events: [], internal: true, history: false };
  });
  afterEach(() => receiver.stop());

  it('brings the event, signed, under its id', async () => {
    expect(await callWebhook(subscription, call())).toEqual({ delivered: true });
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.calls;
    expect(new Webhook(KEY.toString('base64')).verify(body, headers)).toEqual({ specversion: '1.0' });
    expect(headers).toMatchObject({ 'webhook-id': 'e-1', 'content-type': expect.stringContaining('cloudevents+json') });
  });

  it.each([301, 307, 400, 404, 429, 500, 503])('failed when it is answered with %d', async (status) => {
    receiver.answer = status;
    const delivery = await callWebhook(subscription, call());
    expect(delivery).toEqual({ delivered: false, failure: `http-${status}`, gone: false });
    expect(receiver.calls).toHaveLength(1);
  });

  it('is not wanted any more when the answer is 410', async () => {
    receiver.answer = 410;
    expect(await callWebhook(subscription, call())).toMatchObject({ delivered: false, gone: true });
  });

  it('is given up in bounded time when there is no answer', async () => {
    receiver.answer = 'never';
    expect(await callWebhook(subscription, call(), 100)).toEqual({ delivered: false, failure: 'timeout', gone: false });
  });

  it('fails by a code when nobody is there', async () => {
    await receiver.stop();
    expect(await callWebhook(subscription, call())).toMatchObject({ delivered: false, failure: 'econnrefused' });
    receiver = await Receiver.start();
  });

  it.each([true, false])('fails at once by a code when its name leads nowhere (internal: %p)', async (internal) => {
    // Resolvers are not asked for labels longer than 63 characters.
    const url = `http://${'a'.repeat(64)}.example.org/`;
    const failed = { delivered: false, failure: 'enotfound', gone: false };
    expect(await callWebhook({ ...subscription, url, internal }, call())).toEqual(failed);
  });

  it.each(['literal', 'name'])('never reaches this machine by its %s unless it is meant to', async (way) => {
    const url = way === 'literal' ? receiver.url : receiver.url.replace('127.0.0.1', 'localhost');
    const outside = { ...subscription, url, internal: false };
    expect(await callWebhook(outside, call())).toEqual({ delivered: false, failure: 'address-refused', gone: false });
    expect(receiver.calls).toEqual([]);
  });
});

silentPeerContract('A webhook', {
  start: async () => {
    const receiver = await Receiver.start();
    return {
      port: Number(new URL(receiver.url).port),
      get calls() {
        return receiver.calls.length;
      },
      stop: () => receiver.stop(),
    };
  },
  connect: (port) => {
    const url = `http://127.0.0.1:${port}/hook`;
    const subscription: WebhookSubscription = {
      name: 'crm',
      url,
      secrets: [KEY],
      events: [],
      internal: true,
      history: false,
    };
    return {
      call: async () => {
        const delivery = await callWebhook(subscription, call(), 300);
        if (!delivery.delivered) expect(delivery).toEqual({ delivered: false, failure: 'timeout', gone: false });
        return delivery.delivered ? 'served' : 'unreachable';
      },
    };
  },
  endless: {
    headers: { ...ENDLESS_HTTP.headers, outcome: 'unreachable' },
    // The status alone decides, without the rest of the body.
    body: { ...ENDLESS_HTTP.body, outcome: 'served' },
  },
});

describe('An address', () => {
  it.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
    'of the internet at large is public: %s',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    'localhost',
    '',
  ])('of this machine, network or link is not: %s', (address) => {
    expect(isPublic(address)).toBe(false);
  });
});
