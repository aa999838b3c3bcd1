import { messagePurposes, type Language, type MessagePurpose } from '@redress/contracts';
import type { Revision } from '@redress/eventing';
import { text } from '@redress/texts';

/** What a person does to bring a message to its complainant; `bounce`: finds another way, since an e-mail came back. */
export type ByHand = 'letter' | 'call' | 'bounce';

export interface MessageTask {
  readonly by: ByHand;
  readonly purpose: MessagePurpose;
  /** Of the event that gave occasion. */
  readonly revision: Revision;
}

/** `letter-decision-14`: the task's name within its complaint, the same whenever the same message is met again. */
export function taskNameOf({ by, purpose, revision }: MessageTask): string {
  return `${by}-${purpose}-${revision}`;
}

const FORM = new RegExp(`^(letter|call|bounce)-(${messagePurposes.join('|')})-(\\d{1,9})$`);

/** What a task's name says; undefined for a task that somebody gave. */
export function messageTaskNamed(task: string): MessageTask | undefined {
  const [, by, purpose, revision] = FORM.exec(task) ?? [];
  if (by === undefined) return undefined;
  return { by: by as ByHand, purpose: purpose as MessagePurpose, revision: Number(revision) };
}

/** What the person reads who is to do it. Names nobody. */
export function taskTitleOf({ by, purpose: told }: MessageTask, messageId: string, language: Language): string {
  const purpose = text(language, `purpose.${told}`);
  if (by !== 'letter') return text(language, `task.${by}`, { purpose });
  return text(language, 'task.letter', { purpose, path: `/api/notifications/${messageId}/letter.pdf` });
}
