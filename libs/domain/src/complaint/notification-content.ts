import type { Instant } from '../instant.js';
import type { StaffRecipient } from './staff-concerned.js';
import type { Language, MessageChannel, MessagePurpose, PreferredChannel } from './vocabulary.js';

/** What every event about one message says of it. */
export type NotificationFacts = {
  readonly purpose: MessagePurpose;
  readonly channel: MessageChannel;
  readonly messageId: string;
  /** Name and version of what was sent: `acknowledgement@1`. */
  readonly template: string;
  readonly language: Language;
  /** The end of the quiet hours for whose sake it was kept back. */
  readonly heldUntil?: Instant;
  /** Whom of the staff it is for; absent from a message to the complainant. */
  readonly staff?: StaffRecipient;
};

/** How a complainant wants to be written to; what is left out stays as it was. */
export type Preferences = {
  readonly language?: Language;
  readonly preferredChannel?: PreferredChannel;
};
