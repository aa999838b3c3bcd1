import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { signatureHeaders } from './payload.js';

const NEW_KEY = Buffer.alloc(24, 7);
const OLD_KEY = Buffer.alloc(32, 9);

function signed(keys: readonly Uint8Array[]) {
  const content = { id: 'e-1', timestamp_s: Math.floor(Date.now() / 1000), body: '{"name":"پریسا"}' };
  return { body: content.body, headers: signatureHeaders(content, keys) };
}

function accepts(key: Uint8Array, { body, headers }: ReturnType<typeof signed>): boolean {
  try {
    new Webhook(Buffer.from(key).toString('base64')).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

describe('The signature of a delivery', () => {
  it('is what the reference implementation of Standard Webhooks accepts', () => {
    expect(accepts(NEW_KEY, signed([NEW_KEY]))).toBe(true);
    expect(accepts(OLD_KEY, signed([NEW_KEY]))).toBe(false);
  });

  it('is accepted by the old key and the new one while the key is being changed', () => {
    const delivery = signed([NEW_KEY, OLD_KEY]);
    expect([accepts(NEW_KEY, delivery), accepts(OLD_KEY, delivery)]).toEqual([true, true]);
  });

  it.each(['body', 'webhook-id', 'webhook-timestamp'] as const)('breaks when its %s was changed', (what) => {
    const delivery = signed([NEW_KEY]);
    const changed =
      what === 'body'
        ? { ...delivery, body: `${delivery.body} ` }
        : {
            ...delivery,
            headers: { ...delivery.headers, [what]: `${Number(delivery.headers['webhook-timestamp']) - 1}` },
          };
    expect(accepts(NEW_KEY, changed)).toBe(false);
  });
});
