import Type from 'typebox';
import { instant, Language, MessageChannel, MessagePurpose, name } from '../vocabulary/index.js';

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

/** What every event about one message says of it. The address is not among it: that is in the complaint, sealed. */
export const notificationFields = {
  purpose: MessagePurpose,
  channel: MessageChannel,
  /** One message, one id, through all its events. */
  messageId: name(),
  /** Name and version of the words that were sent: `acknowledgement@1`. */
  template: name(),
  language: Language,
  /** The end of the quiet hours for whose sake it was kept back. */
  heldUntil: Type.Optional(instant()),
};
