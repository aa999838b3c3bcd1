import type { CommandContent, Complaints } from '@redress/complaints';
import { messagePurposes, type Language, type MessagePurpose, type TaskKind } from '@redress/contracts';
import type { Revision } from '@redress/eventing';
import { text } from '@redress/texts';
import { SERVICE, type Occasion } from '../messages/message-recorder.js';

/**
 * What a person does to deliver a message to its complainant. `bounce`: find another way, since an e-mail bounced; `undelivered`: since it could
 * not be sent at all.
 */
export type ByHand = 'letter' | 'call' | 'bounce' | 'undelivered';

const KINDS: { readonly [by in ByHand]: TaskKind } = {
  letter: 'send-letter',
  call: 'call',
  bounce: 'other',
  undelivered: 'other',
};

export interface MessageTask {
  readonly by: ByHand;
  readonly purpose: MessagePurpose;
  /** Revision of the event that caused the message. */
  readonly revision: Revision;
}

/** `letter-decision-14`: the task's name within its complaint, the same for every attempt at the same message. */
export function taskNameOf({ by, purpose, revision }: MessageTask): string {
  return `${by}-${purpose}-${revision}`;
}

const FORM = new RegExp(`^(${Object.keys(KINDS).join('|')})-(${messagePurposes.join('|')})-(\\d{1,9})$`);

/** Parses a task's name; undefined for a task that a person assigned. */
export function messageTaskNamed(task: string): MessageTask | undefined {
  const [, by, purpose, revision] = FORM.exec(task) ?? [];
  if (by === undefined) return undefined;
  return { by: by as ByHand, purpose: purpose as MessagePurpose, revision: Number(revision) };
}

/** Title that the assignee reads. Contains no personal names. */
export function taskTitleOf({ by, purpose: told }: MessageTask, messageId: string, language: Language): string {
  const purpose = text(language, `purpose.${told}`);
  if (by !== 'letter') return text(language, `task.${by}`, { purpose });
  return text(language, 'task.letter', { purpose, path: `/api/notifications/${messageId}/letter.pdf` });
}

/** Creates tasks for messages that no channel can deliver automatically. Idempotent for each message. */
export class TasksByHand {
  constructor(private readonly complaints: Complaints) {}

  async assign(
    occasion: Occasion,
    task: MessageTask,
    { messageId, language }: { readonly messageId: string; readonly language: Language },
  ): Promise<void> {
    await assignTask(this.complaints, occasion, {
      task: taskNameOf(task),
      kind: KINDS[task.by],
      title: taskTitleOf(task, messageId, language),
    });
  }
}

/** Assigns a task on a complaint. Idempotent for each task's name; rejects unless it is accepted. */
export async function assignTask(
  complaints: Complaints,
  { reference, causationId }: Occasion,
  data: CommandContent<'assign-task'>['data'],
): Promise<void> {
  const source = { ...SERVICE, causationId, idempotencyKey: `assign-task:${data.task}` };
  const outcome = await complaints.execute(reference, { type: 'assign-task', data }, source);
  if (outcome.kind !== 'accepted') throw new Error(`assign-task was answered with ${outcome.kind}.`);
}
