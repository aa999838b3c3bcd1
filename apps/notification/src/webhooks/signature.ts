import { createHmac } from 'node:crypto';

/** What is signed, and when. */
export interface SignedContent {
  /** The same for every attempt. */
  readonly id: string;
  /** Of this attempt, in seconds since 1970. */
  readonly timestamp_s: number;
  readonly body: string;
}

/** The headers of Standard Webhooks 1.0: one HMAC-SHA256 for each key, so that a receiver may hold the old one or the new one. */
export function signatureHeaders(
  { id, timestamp_s, body }: SignedContent,
  keys: readonly Uint8Array[],
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const signatures = keys.map((key) => {
    const hmac = createHmac('sha256', key).update(`${id}.${timestamp_s}.${body}`);
    return `v1,${hmac.digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp_s), 'webhook-signature': signatures.join(' ') };
}
