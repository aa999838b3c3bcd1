import { catalogue } from '@redress/contracts';
import { toCloudEvent, type RecordedEvent } from '@redress/eventing';

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
