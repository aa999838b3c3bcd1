import Type from 'typebox';
import { Language, name } from '../vocabulary/index.js';

/** What every event about one message says of it. The address is not among it: that is in the complaint, sealed. */
export const notificationFields = {
  purpose: Type.Enum(['acknowledgement']),
  channel: Type.Enum(['email']),
  /** One message, one id, through all its events. */
  messageId: name(),
  /** Name and version of the words that were sent: `acknowledgement@1`. */
  template: name(),
  language: Language,
};
