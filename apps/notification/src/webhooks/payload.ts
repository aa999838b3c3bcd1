import { catalogue } from '@redress/contracts';
import { toCloudEvent, type RecordedEvent } from '@redress/eventing';
import { createHmac } from 'node:crypto';

/**
 * Converts an event to a CloudEvent in structured JSON for other systems. Omits all personal values, sealed or not, the names of staff
 * (internal), and the hash chain, which cannot be verified on the remainder. Throws `InvalidEventError` for an event unknown to this build,
 * whose personal values it could not find.
 */
export function webhookPayload(event: RecordedEvent): string {
  const { data, ...attributes } = toCloudEvent(event);
  const { type, version, stream, revision, metadata } = data;
  const { recordedAt, occurredAt, correlationId, causationId, policyVersion } = metadata;
  return JSON.stringify({
    ...attributes,
    data: {
      type,
      version,
      stream,
      revision,
      data: catalogue.withoutStaff(type, version, data.data),
      metadata: {
        recordedAt,
        occurredAt,
        correlationId,
        causationId,
        actor: { role: metadata.actor.role },
        ...(policyVersion !== undefined && { policyVersion }),
      },
    },
  });
}

/** What is signed, and when. */
export interface SignedContent {
  /** The same for every attempt. */
  readonly id: string;
  /** Time of this attempt, in seconds since 1970. */
  readonly timestamp_s: number;
  readonly body: string;
}

/** Headers of Standard Webhooks 1.0: one HMAC-SHA256 per key, so that a receiver may use either the old or the new key. */
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
