import Type from 'typebox';
import { closed } from '../definition/index.js';
import {
  instant,
  Language,
  MessageChannel,
  MessagePurpose,
  MessagePurposeV2,
  name,
  StaffKind,
} from '../vocabulary/index.js';

/** As {@link notificationFields}, when acknowledgements by e-mail were all that was sent. */
export const notificationFieldsV1 = {
  purpose: Type.Enum(['acknowledgement']),
  channel: Type.Enum(['email']),
  /** One message, one id, through all its events. */
  messageId: name(),
  /** Name and version of the words that were sent: `acknowledgement@1`. */
  template: name(),
  language: Language,
};

/** As {@link notificationFields}, when every message was for the complainant. */
export const notificationFieldsV2 = {
  purpose: MessagePurposeV2,
  channel: MessageChannel,
  /** One message, one id, through all its events. */
  messageId: name(),
  /** Name and version of the words that were sent: `acknowledgement@1`. */
  template: name(),
  language: Language,
  /** The end of the quiet hours for whose sake it was kept back. */
  heldUntil: Type.Optional(instant()),
};

/**
 * What every event about one message says of it. The address is not among it: that of a complainant is in the complaint, sealed, and that
 * of staff in the directory of the installation.
 */
export const notificationFields = {
  ...notificationFieldsV2,
  purpose: MessagePurpose,
  /** Whom of the staff it is for; absent from a message to the complainant. */
  staff: Type.Optional(closed({ kind: StaffKind, name: name() })),
};
