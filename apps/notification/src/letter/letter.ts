import type { Language } from '@redress/contracts';

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
