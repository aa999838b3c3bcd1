import { createHash, randomUUID } from 'node:crypto';
import {
  GENESIS_HASH,
  type JsonObject,
  type Revision,
  type SealedEvent,
  type StreamName,
  toActorId,
} from '@redress/eventing';

export interface SealedEventOptions {
  /** Revision of the first. Default 0. */
  readonly from?: Revision;
  /** How many. Default 1. */
  readonly count?: number;
  /** Length of a text in each event's data, in characters. Default 20. */
  readonly textLength?: number;
  /** Replaces the data. */
  readonly data?: JsonObject;
}

/**
 * Events as passed to a store: sealed, chained, each with a separate id. Stores must not inspect them, so the sealed value and the hashes
 * only look valid.
 */
export function sealedEvents(stream: StreamName, options: SealedEventOptions = {}): SealedEvent[] {
  const { from = 0, count = 1 } = options;
  return Array.from({ length: count }, (_, index) => sealedEvent(stream, from + index, options));
}

/** One of them. */
export function sealedEvent(stream: StreamName, revision: Revision = 0, options: SealedEventOptions = {}): SealedEvent {
  const {
    textLength = 20,
    data = { product: 'credit-card', note: 'ن'.repeat(textLength / 2) + 'n'.repeat(textLength / 2) },
  } = options;
  const commandId = randomUUID();
  return {
    id: randomUUID(),
    stream,
    revision,
    type: 'ComplaintReceived',
    version: 1,
    data,
    personal: {
      subject: stream,
      fields: {
        '/data/description': {
          field: '/data/description',
          iv: 'aXZpdml2aXZpdml2',
          ciphertext: 'Y2lwaGVy',
          tag: 'dGFn',
        },
      },
    },
    metadata: {
      recordedAt: '2026-11-02T08:00:00.000Z',
      occurredAt: '2026-11-01T08:00:00.000Z',
      actor: { id: toActorId('complainant'), role: 'complainant' },
      commandId,
      commandHash: digest(commandId, 'base64url'),
      correlationId: commandId,
      causationId: commandId,
      previousHash: revision === 0 ? GENESIS_HASH : digest(`${stream}/${revision - 1}`, 'hex'),
      hash: digest(`${stream}/${revision}`, 'hex'),
    },
  };
}

function digest(text: string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(text).digest(encoding);
}
