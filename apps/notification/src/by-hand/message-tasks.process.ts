import { complaintProcess, referenceOf, type Complaints, type ProjectedComplaintEvent } from '@redress/complaints';
import { availableCommands } from '@redress/domain';
import type { ProcessManager } from '@redress/eventing';
import { attemptAt, type MessageRecorder, type Occasion, SERVICE } from '../messages/message-recorder.js';
import { messageIdOf } from '../messages/message-id.js';
import { messageTaskNamed, type MessageTask } from './by-hand.js';

/** Name under which the process stores its position. */
export const MESSAGE_TASKS_PROCESS = 'message-tasks';

/**
 * Records the outcome of messages delivered by people.
 *
 * Completing a letter's task records it as sent, cancelling it as not sent; completing the call of an acknowledgement acknowledges the
 * complaint. Ignores tasks that people assigned themselves.
 */
export function messageTasks(complaints: Complaints, recorder: MessageRecorder): ProcessManager {
  const ending = new TaskEnding(complaints, recorder);
  return complaintProcess(MESSAGE_TASKS_PROCESS, {
    TaskCompleted: (event) => ending.record(event, true),
    TaskCancelled: (event) => ending.record(event, false),
  });
}

class TaskEnding {
  constructor(
    private readonly complaints: Complaints,
    private readonly recorder: MessageRecorder,
  ) {}

  async record(
    { id, stream, data }: ProjectedComplaintEvent<'TaskCompleted' | 'TaskCancelled'>,
    isDone: boolean,
  ): Promise<void> {
    const task = messageTaskNamed(data.task);
    if (task === undefined) return;
    const occasion = { reference: referenceOf(stream), causationId: id };
    if (task.by === 'letter') return this.endLetter(occasion, messageIdOf(task.purpose, { stream, ...task }), isDone);
    if (task.by === 'call' && isDone && task.purpose === 'acknowledgement') return this.acknowledge(occasion, task);
  }

  private async endLetter(occasion: Occasion, messageId: string, isDone: boolean): Promise<void> {
    const facts = attemptAt(messageId, await this.complaints.history(occasion.reference));
    const { state } = await this.complaints.load(occasion.reference);
    if (facts === undefined || state.status === 'unknown' || state.messages[messageId] !== 'attempted') return;
    if (isDone) return this.recorder.sent(occasion, facts);
    return this.recorder.failed(occasion, facts, { failure: 'task-cancelled', uncertain: false });
  }

  private async acknowledge({ reference, causationId }: Occasion, { by, revision }: MessageTask): Promise<void> {
    const { state } = await this.complaints.load(reference);
    const { id, role } = SERVICE.actor;
    if (!availableCommands(state, { id, roles: [role] }).includes('acknowledge')) return;
    const content = { type: 'acknowledge', data: { channel: 'phone' } } as const;
    const idempotencyKey = revision === 0 ? `acknowledge:${by}` : `acknowledge:${by}:${revision}`;
    const outcome = await this.complaints.execute(reference, content, { ...SERVICE, causationId, idempotencyKey });
    if (outcome.kind !== 'accepted') throw new Error(`acknowledge was answered with ${outcome.kind}.`);
  }
}
