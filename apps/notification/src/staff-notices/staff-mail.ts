import type { Language, MessagePurpose } from '@redress/contracts';
import type { StaffRecipient } from '@redress/domain';
import type { MessageTransport, SendingOutcome } from '@redress/outgoing';
import type { HeldMessages } from '../quiet-hours/held-messages.js';

/** A message to staff that is about no complaint, so that no complaint can record it. */
export interface StaffMessage {
  readonly messageId: string;
  /** What it is about: of another occasion, the same message is sent again. */
  readonly occasion: string;
  readonly purpose: MessagePurpose;
  /** Name and version of the texts. */
  readonly template: string;
  readonly staff: StaffRecipient;
  readonly address: string;
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
}

/**
 * Sends messages to staff that are about no complaint: each once for its occasion, whichever process is killed over it, and at most once where
 * the mail server cannot tell a repeat. The memory of it is in the read store, beside the messages that are held.
 */
export class StaffMail {
  constructor(
    private readonly mail: MessageTransport,
    private readonly held: HeldMessages,
  ) {}

  /**
   * Returns undefined where it was sent before, or another process sends it. One that was certainly not sent may be sent again. Rejects, having
   * sent nothing, while the mail server is unreachable.
   */
  async send(message: StaffMessage): Promise<SendingOutcome | undefined> {
    const { mail, held } = this;
    const { messageId, occasion, purpose, template, staff, address, language, subject, text } = message;
    if ((await held.told(messageId, occasion)) !== undefined) return undefined;
    const facts = { purpose, channel: mail.name, messageId, template, language, staff };
    await mail.ready();
    // A repeat has no effect where sending twice is sending once: then a kill in between must not leave it unsent.
    if (!mail.repeatable && !(await held.take(facts, occasion))) return undefined;
    const outcome = await mail.send({ messageId, to: { address }, subject, text, language });
    if (mail.repeatable) {
      if (outcome.sent) await held.take(facts, occasion);
    } else if (!outcome.sent && !outcome.uncertain) await held.giveBack(facts);
    return outcome;
  }
}
