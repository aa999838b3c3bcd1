import type { CommandContent, Complaints } from '@redress/complaints';
import type { Occasion } from '../messages/message-recorder.js';
import { SERVICE } from '../messages/service.js';
import { taskNameOf, taskTitleOf, type ByHand, type MessageTask } from './message-task.js';
import type { Language, TaskKind } from '@redress/contracts';

const KINDS: { readonly [by in ByHand]: TaskKind } = { letter: 'send-letter', call: 'call', bounce: 'other' };

/** Gives the messages that no machine can bring to people, as tasks of the complaint. Giving the same one twice records it once. */
export class TasksByHand {
  constructor(private readonly complaints: Complaints) {}

  async assign(
    { reference, causationId }: Occasion,
    task: MessageTask,
    { messageId, language }: { readonly messageId: string; readonly language: Language },
  ): Promise<void> {
    const name = taskNameOf(task);
    const content: CommandContent<'assign-task'> = {
      type: 'assign-task',
      data: {
        task: name,
        kind: KINDS[task.by],
        title: taskTitleOf(task, messageId, language),
      },
    };
    const idempotencyKey = `assign-task:${name}`;
    const outcome = await this.complaints.execute(reference, content, { ...SERVICE, causationId, idempotencyKey });
    if (outcome.kind !== 'accepted') throw new Error(`assign-task was answered with ${outcome.kind}.`);
  }
}
