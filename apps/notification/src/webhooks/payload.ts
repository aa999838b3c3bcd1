import { toCloudEvent, type RecordedEvent } from '@redress/eventing';

/**
 * One event as a CloudEvent in structured JSON, for other systems: without anything personal, sealed or not, without the names of staff, and
 * without the chain of hashes, which could not be checked on what is left.
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
      data: withoutStaff(data.data),
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

/** Who of the staff does what is nobody's business outside: the fields of every event that name one of them are left out. */
function withoutStaff({
  assignee: _assignee,
  person: _person,
  staff: _staff,
  ...data
}: RecordedEvent['data']): RecordedEvent['data'] {
  return data;
}
