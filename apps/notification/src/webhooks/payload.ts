import { catalogue } from '@redress/contracts';
import { toCloudEvent, type RecordedEvent } from '@redress/eventing';
import { createHmac } from 'node:crypto';

/**
 * One event as a CloudEvent in structured JSON, for other systems: without anything personal, sealed or not, without the names of staff (who of
 * them does what is nobody's business outside), and without the chain of hashes, which could not be checked on what is left. Throws
 * `InvalidEventError` for an event that this build does not know: what it holds cannot be judged.
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
