import type { Actor, JsonObject, OpenedEvent } from '@redress/eventing';

/** One event as people read it: who did what, when and why, and the links of the integrity chain. */
export interface HistoryEntry {
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly onBehalfOf?: Actor;
  readonly reason?: OpenedEvent['reason'];
  readonly data: JsonObject;
  readonly policyVersion?: string;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly hash: string;
  readonly previousHash: string;
}

/** An opened event as an entry of a history. */
export function historyEntry({ id, revision, type, version, data, reason, metadata }: OpenedEvent): HistoryEntry {
  const { recordedAt, occurredAt, actor, onBehalfOf, policyVersion } = metadata;
  const { commandId, correlationId, causationId, hash, previousHash } = metadata;
  return {
    revision,
    id,
    type,
    version,
    occurredAt,
    recordedAt,
    actor,
    ...(onBehalfOf && { onBehalfOf }),
    ...(reason !== undefined && { reason }),
    data,
    ...(policyVersion !== undefined && { policyVersion }),
    commandId,
    correlationId,
    causationId,
    hash,
    previousHash,
  };
}
