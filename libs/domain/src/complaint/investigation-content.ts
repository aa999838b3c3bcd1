import type { CalendarDate } from './events.js';
import type { EvidenceKind, TaskKind, Upheld } from './vocabulary.js';

// What is said in an investigation (ISO 10002:2018, 7.6), by commands and events alike.

/** Work for a department, a person or both; for whoever handles the complaint when it names neither. */
export type TaskContent<Words = string> = {
  readonly kind: TaskKind;
  readonly title: Words;
  readonly department?: string;
  readonly assignee?: string;
  readonly dueOn?: CalendarDate;
};

/** What the complainant is asked. */
export type QuestionContent<Words = string> = {
  readonly text: Words;
  readonly dueOn?: CalendarDate;
};

export type EvidenceContent<Words = string> = {
  readonly kind: EvidenceKind;
  readonly description: Words;
  /** Where it came from, often a person. */
  readonly source?: Words;
  /** Of the content, in hexadecimal. */
  readonly sha256?: string;
  /** The attachment that holds the content. */
  readonly attachment?: string;
};

export type FindingContent<Words = string> = {
  readonly summary: Words;
  readonly upheld: Upheld;
  readonly rootCause?: string;
};
