import { referenceOf } from '@redress/complaints';
import { messagePurposes, type MessagePurpose } from '@redress/contracts';
import type { StaffRecipient } from '@redress/domain';
import type { Revision } from '@redress/eventing';
import { createHash } from 'node:crypto';

/** What a message id names: why it was written, and which event of which complaint gave occasion to it. */
export interface MessageName {
  readonly purpose: MessagePurpose;
  /** In its stored form. */
  readonly reference: string;
  /** Of the event that gave occasion. */
  readonly revision: Revision;
  /** Which member of the staff it is for, as {@link staffMark} has it; absent from a message to the complainant. */
  readonly staff?: string;
}

/**
 * `decision.7k3m9qxd41pd.14@redress`: follows from purpose and event alone, so that whoever meets the event again, in whatever process,
 * means the same message. An acknowledgement names no revision: its event is always the first.
 */
export function messageIdOf(
  purpose: MessagePurpose,
  event: { readonly stream: string; readonly revision: Revision },
): string {
  const reference = referenceOf(event.stream).toLowerCase();
  return purpose === 'acknowledgement'
    ? `${purpose}.${reference}@redress`
    : `${purpose}.${reference}.${event.revision}@redress`;
}

/** `decision.7k3m9qxd41pd.14.0c4f2a5b1c9d@redress`: the message to one member of the staff. */
export function staffMessageIdOf(
  purpose: MessagePurpose,
  event: { readonly stream: string; readonly revision: Revision },
  recipient: StaffRecipient,
): string {
  return `${purpose}.${referenceOf(event.stream).toLowerCase()}.${event.revision}.${staffMark(recipient)}@redress`;
}

/** Twelve hexadecimal digits that follow from who it is, since names of staff may have any characters, and a message id is seen outside. */
function staffMark({ kind, name }: StaffRecipient): string {
  return createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 12);
}

const FORM = new RegExp(
  `^(${messagePurposes.join('|')})\\.([0-9a-z]{1,40})(?:\\.(\\d{1,9}))?(?:\\.([0-9a-f]{12}))?@redress$`,
);

/** What a message id names; undefined for one that was not made here. */
export function nameOfMessage(messageId: string): MessageName | undefined {
  const [, purpose, reference, revision, staff] = FORM.exec(messageId) ?? [];
  if (purpose === undefined || reference === undefined) return undefined;
  if ((purpose === 'acknowledgement') !== (revision === undefined)) return undefined;
  return {
    purpose: purpose as MessagePurpose,
    reference: reference.toUpperCase(),
    revision: Number(revision ?? 0),
    ...(staff !== undefined && { staff }),
  };
}
