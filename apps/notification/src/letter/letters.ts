import type { Complaints } from '@redress/complaints';
import type { Language } from '@redress/contracts';
import { localDate } from '@redress/domain';
import { dayWords } from '@redress/texts';
import type { MessageComposer } from '../messages/message-composer.js';
import { nameOfMessage } from '../messages/message-id.js';
import { attemptsIn } from '../messages/message-recorder.js';
import { messageRules } from '../messages/message-rules.js';

/** Everything that stands on a printed letter. */
export interface Letter {
  readonly language: Language;
  /** Name and address of the organization, a line each. */
  readonly sender: readonly string[];
  /** Name and address of the complainant, a line each. */
  readonly recipient: readonly string[];
  /** The day of the letter, as it is printed. */
  readonly day: string;
  readonly subject: string;
  readonly text: string;
  /** When it was written, ISO 8601 in UTC: the same letter is the same file, whenever it is made. */
  readonly writtenAt: string;
}

/** Makes the letters that people print and post, from the events of their complaints. None of them is kept. */
export class Letters {
  constructor(
    private readonly complaints: Complaints,
    private readonly composer: MessageComposer,
    /** Name and address of the organization, a line each. */
    private readonly senderIn: (language: Language) => readonly string[],
  ) {}

  /**
   * The letter with this message id, as it was when it was given to somebody to post; undefined when there is no such letter, or its
   * complainant has been erased.
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

/** An address often stands on one line, parted by commas; it is left as it was written. */
function linesOf(address: string): readonly string[] {
  return address
    .split(/[\r\n\u2028\u2029]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
