import { hkdfSync } from 'node:crypto';
import type { SealedEvent } from '../event.js';
import { DATA_KEY_BYTES } from './encryption.js';

/** Occurs in no person's own subject: not in references, streams or policy names. */
const SEPARATOR = '/';

/** The subject of the words of one event about a person: `7K3M9QXD41PC/<event id>`. It has its own entry in the key store. */
export function messageSubject(person: string, eventId: string): string {
  return `${person}${SEPARATOR}${eventId}`;
}

/** The person a message's subject is about; undefined for a person's own subject. */
export function personOf(subject: string): string | undefined {
  const end = subject.indexOf(SEPARATOR);
  return end === -1 ? undefined : subject.slice(0, end);
}

/** Whether words of the event are sealed under its own key, rather than beside others of the same command or under the person's. */
export function hasOwnKey({ id, personal }: Pick<SealedEvent, 'id' | 'personal'>): boolean {
  return personal !== undefined && personal.subject.endsWith(`${SEPARATOR}${id}`);
}

/** Under whose key a value of an event is sealed: who somebody is under the person's, also where the event's words have their own. */
export function subjectOfValue(subject: string, isIdentity: boolean): string {
  return isIdentity ? (personOf(subject) ?? subject) : subject;
}

/**
 * The key of a message: HKDF-SHA256 (RFC 5869) of the person's key, with the message's own entry as salt. Both are required, so destroying
 * the entry redacts the message, and destroying the person's key erases all their messages.
 */
export function messageKey(personKey: Uint8Array, ownEntry: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', personKey, ownEntry, 'redress message key v1', DATA_KEY_BYTES));
}
