import { referenceOf } from '@redress/complaints';
import { messagePurposes, type MessagePurpose, type Reference } from '@redress/contracts';
import { isReference, type StaffRecipient } from '@redress/domain';
import type { Revision, StreamName } from '@redress/eventing';
import { createHash } from 'node:crypto';

/** Content of a message id: the message's purpose, and the event of the complaint that caused it. */
export interface MessageName {
  readonly purpose: MessagePurpose;
  /** In its stored form. */
  readonly reference: Reference;
  /** Revision of the event that caused the message. */
  readonly revision: Revision;
  /** The staff recipient as {@link staffMark} identifies them; absent from a message to the complainant. */
  readonly staff?: string;
}

/**
 * `decision.7k3m9qxd41pd.14@redress`: depends on purpose and event only, so that every process that handles the event refers to the same
 * message. The acknowledgement of a complaint names no revision: its event is the first. That of an appeal does.
 */
export function messageIdOf(
  purpose: MessagePurpose,
  event: { readonly stream: StreamName; readonly revision: Revision },
): string {
  const reference = referenceOf(event.stream).toLowerCase();
  return purpose === 'acknowledgement' && event.revision === 0
    ? `${purpose}.${reference}@redress`
    : `${purpose}.${reference}.${event.revision}@redress`;
}

/** `decision.7k3m9qxd41pd.14.0c4f2a5b1c9d@redress`: a message to one staff member. */
export function staffMessageIdOf(
  purpose: MessagePurpose,
  event: { readonly stream: StreamName; readonly revision: Revision },
  recipient: StaffRecipient,
): string {
  return `${purpose}.${referenceOf(event.stream).toLowerCase()}.${event.revision}.${staffMark(recipient)}@redress`;
}

/** The message to a complainant's former address, beside the one to the address that replaces it. */
export function formerMessageIdOf(
  event: { readonly stream: StreamName; readonly revision: Revision },
  part: 'email' | 'phone',
): string {
  const mark = createHash('sha256').update(`former:${part}`).digest('hex').slice(0, 12);
  return `progress-report.${referenceOf(event.stream).toLowerCase()}.${event.revision}.${mark}@redress`;
}

/** Twelve hexadecimal digits derived from the recipient: names of staff may contain any characters, and message ids are visible outside. */
export function staffMark({ kind, name }: StaffRecipient): string {
  return createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 12);
}

const ID = `(${messagePurposes.join('|')})\\.([0-9a-z]{1,40})(?:\\.(\\d{1,9}))?(?:\\.([0-9a-f]{12}))?@redress`;
const FORM = new RegExp(`^${ID}$`);
const ANYWHERE = new RegExp(`(?<![\\w.-])${ID}(?![\\w.-]*\\w)`, 'g');

/** Every message id in a text that was created here, in order. */
export function idsOfOurs(text: string): readonly string[] {
  return Array.from(text.matchAll(ANYWHERE), ([id]) => id).filter((id) => nameOfMessage(id) !== undefined);
}

/** Parses a message id; undefined for one that was not created here. */
export function nameOfMessage(messageId: string): MessageName | undefined {
  const [, purpose, written, revision, staff] = FORM.exec(messageId) ?? [];
  const reference = written?.toUpperCase();
  if (purpose === undefined || reference === undefined || !isReference(reference)) return undefined;
  const isFirst = purpose === 'acknowledgement' && Number(revision ?? 0) === 0;
  if (isFirst !== (revision === undefined)) return undefined;
  return {
    purpose: purpose as MessagePurpose,
    reference,
    revision: Number(revision ?? 0),
    ...(staff !== undefined && { staff }),
  };
}
