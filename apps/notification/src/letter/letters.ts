import type { Complaints } from '@redress/complaints';
import type { Language } from '@redress/contracts';
import { localDate, type Instant } from '@redress/domain';
import { dayWords } from '@redress/texts';
import type { MessageComposer } from '../messages/message-composer.js';
import { nameOfMessage } from '../messages/message-id.js';
import { attemptsIn } from '../messages/message-recorder.js';
import { messageRules } from '../messages/message-rules.js';

/** The full content of a printed letter. */
export interface Letter {
  readonly language: Language;
  /** Name and address of the organization, by line. */
  readonly sender: readonly string[];
  /** Name and address of the complainant, by line. */
  readonly recipient: readonly string[];
  /** Date of the letter, as printed. */
  readonly day: string;
  readonly subject: string;
  readonly text: string;
  /** When it was written, ISO 8601 in UTC: makes the same letter the same file every time. */
  readonly writtenAt: Instant;
}

/** Rebuilds letters to print and post from the events of their complaints. No letter is stored. */
export class Letters {
  constructor(
    private readonly complaints: Complaints,
    private readonly composer: MessageComposer,
    /** Name and address of the organization, by line. */
    private readonly senderIn: (language: Language) => readonly string[],
  ) {}

  /**
   * Returns the letter with this message id, as it was when its task was created; undefined when there is none, or when its complainant was
   * erased.
   */
  async of(messageId: string): Promise<Letter | undefined> {
    const name = nameOfMessage(messageId);
    const rule = messageRules.find(({ purpose }) => purpose === name?.purpose);
    if (name === undefined || rule === undefined) return undefined;
    const { reference, revision } = name;
    const attempt = attemptsIn(await this.complaints.history(reference)).find(
      ({ data }) => data.messageId === messageId && data.channel === 'letter',
    );
    if (attempt === undefined) return undefined;
    const { state } = await this.complaints.load(reference, attempt.revision);
    if (state.status === 'unknown') return undefined;
    const message = await this.composer.compose(rule, reference, revision, state);
    const { postalAddress } = message?.contact ?? {};
    if (message === undefined || postalAddress === undefined) return undefined;
    const { language, subject, text } = message.words;
    const writtenAt = attempt.metadata.occurredAt;
    return {
      language,
      sender: this.senderIn(language),
      recipient: [...(message.name === undefined ? [] : [message.name]), ...linesOf(postalAddress)],
      day: dayWords(localDate(message, writtenAt), language),
      subject,
      text,
      writtenAt,
    };
  }
}

/** Splits an address by line. An address on a single line, separated by commas, is left as written. */
function linesOf(address: string): readonly string[] {
  return address
    .split(/[\r\n\u2028\u2029]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
