import canonicalize from 'canonicalize';
import { hash } from 'node:crypto';
import type { EventMetadata, SealedEvent } from '../event.js';

/** `previousHash` of a stream's first event. */
export const GENESIS_HASH = '0'.repeat(64);

/** A sealed event before it is hashed. */
export type UnhashedEvent = Omit<SealedEvent, 'metadata'> & { readonly metadata: Omit<EventMetadata, 'hash'> };

/**
 * SHA-256, as 64 lower-case hexadecimal digits, over the UTF-8 of the RFC 8785 canonical JSON of the event without `position` and
 * `metadata.hash`. It covers `metadata.previousHash`, which makes a stream a chain, and personal fields as ciphertext, so the chain
 * outlives their keys. Throws a `TypeError` for an event without a canonical form.
 */
export function hashOf(event: SealedEvent): string {
  return hashOfUnhashed({
    ...event,
    position: undefined,
    metadata: { ...event.metadata, hash: undefined },
  } as UnhashedEvent);
}

/** {@link hashOf} for the writer, whose event has no hash yet. */
export function hashOfUnhashed(event: UnhashedEvent): string {
  return hash('sha256', canonicalJson(event), 'hex');
}

/**
 * The RFC 8785 canonical form of a JSON value. `undefined` members are omitted, as in `JSON.stringify`.
 * Throws a `TypeError` for values without such a form: NaN, infinities, lone surrogates, cycles, bigint, `undefined` itself.
 */
export function canonicalJson(value: unknown): string {
  let canonical: string | undefined;
  try {
    canonical = canonicalize(value);
  } catch (error) {
    throw new TypeError('The value has no canonical JSON form.', { cause: error });
  }
  if (canonical === undefined) throw new TypeError('The value has no canonical JSON form.');
  return canonical;
}
