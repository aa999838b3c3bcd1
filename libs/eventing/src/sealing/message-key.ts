import { hkdfSync } from 'node:crypto';
import type { SealedEvent } from '../event.js';
import { DATA_KEY_BYTES } from './encryption.js';

/** Stands in no person's own subject: references, streams and names of policies have none. */
const SEPARATOR = '/';

/** The subject of one message about somebody: `7K3M9QXD41PC/<event id>`. It has an entry of its own in the key store. */
export function messageSubject(person: string, eventId: string): string {
  return `${person}${SEPARATOR}${eventId}`;
}

/** Whom the message of this subject is about; undefined when the subject is a person's own. */
export function personOf(subject: string): string | undefined {
  const end = subject.indexOf(SEPARATOR);
  return end === -1 ? undefined : subject.slice(0, end);
}

/** Whether what is personal in the event is sealed under a key of its own, and not beside a message of the same command. */
export function hasOwnKey({ id, personal }: Pick<SealedEvent, 'id' | 'personal'>): boolean {
  return personal !== undefined && personal.subject.endsWith(`${SEPARATOR}${id}`);
}

/**
 * The key that a message is sealed under: HKDF-SHA256 (RFC 5869) of the person's key, with the message's own entry as salt. Without either
 * of the two nobody can make it, so destroying the entry redacts the message, and destroying the person's key erases all their messages.
 */
export function messageKey(personKey: Uint8Array, ownEntry: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', personKey, ownEntry, 'redress message key v1', DATA_KEY_BYTES));
}
