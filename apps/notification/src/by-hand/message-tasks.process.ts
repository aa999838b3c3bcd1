import { complaintProcess, referenceOf, type Complaints, type ProjectedComplaintEvent } from '@redress/complaints';
import { availableCommands, formatReference, isOneOf, isOngoing, type Complaint } from '@redress/domain';
import type { ProcessManager } from '@redress/eventing';
import { text } from '@redress/texts';
import { attemptAt, type MessageRecorder, type Occasion, SERVICE } from '../messages/message-recorder.js';
import { messageIdOf, nameOfMessage } from '../messages/message-id.js';
import { assignTask, messageTaskNamed, TasksByHand, type MessageTask } from './by-hand.js';

/** Name under which the process stores its position. */
export const MESSAGE_TASKS_PROCESS = 'message-tasks';

/**
 * Records the outcome of messages delivered by people, and gives people the messages that nobody would look for.
 *
 * Completing a letter's task records it as sent, cancelling it as not sent; completing the call of an acknowledgement acknowledges the
 * complaint. Ignores tasks that people assigned themselves. What complainants write after the end, or about a merged complaint, becomes a
 * task: the case is in no queue any more.
 */
export function messageTasks(complaints: Complaints, recorder: MessageRecorder): ProcessManager {
  const ending = new TaskEnding(complaints, recorder);
  const byHand = new TasksByHand(complaints);
  const written = new WrittenAfterEnd(complaints);
  return complaintProcess(MESSAGE_TASKS_PROCESS, {
    TaskCompleted: (event) => ending.record(event, true),
    TaskCancelled: (event) => ending.record(event, false),
    NotificationFailed: (event) => giveFailed(byHand, complaints, event),
    InformationAdded: (event) => written.take(event),
    AttachmentAdded: (event) => written.take(event),
  });
}

/** Failures that leave nothing to do: a person ended the message, or there is nobody left to reach. */
const SETTLED = ['task-cancelled', 'erased'];

/** Makes work of a message to a complainant that was not sent. A bounce has its task from who reported it. */
async function giveFailed(
  byHand: TasksByHand,
  complaints: Complaints,
  { id, stream, data }: ProjectedComplaintEvent<'NotificationFailed'>,
): Promise<void> {
  const { messageId, language, failure, staff, bounced } = data;
  const name = nameOfMessage(messageId);
  if (staff !== undefined || bounced === true || SETTLED.includes(failure) || name === undefined) return;
  const occasion = { reference: referenceOf(stream), causationId: id };
  if (await isErased(complaints, occasion.reference)) return;
  const task = { by: 'undelivered', purpose: name.purpose, revision: name.revision } as const;
  await byHand.assign(occasion, task, { messageId, language });
}

/** There is no key to seal a title with, after its person was erased. */
async function isErased(complaints: Complaints, reference: string): Promise<boolean> {
  const [received] = await complaints.history(reference, { to: 0 });
  return typeof received?.data['description'] !== 'string';
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

/** Roles of those who write down themselves what complainants say, and need no task to read it. */
const HANDLING = ['handler', 'supervisor'];

class WrittenAfterEnd {
  constructor(private readonly complaints: Complaints) {}

  async take({
    id,
    stream,
    revision,
    actor,
  }: ProjectedComplaintEvent<'InformationAdded' | 'AttachmentAdded'>): Promise<void> {
    if (HANDLING.includes(actor.role)) return;
    const own = referenceOf(stream);
    const { state } = await this.complaints.load(own);
    if (state.status === 'unknown' || isOngoing(state)) return;
    const into = state.status === 'merged' ? state.merge?.into : undefined;
    const on = into ?? own;
    const { state: worked } = into === undefined ? { state } : await this.complaints.load(on);
    const name = into === undefined ? 'written' : `written-${own.toLowerCase()}`;
    // One open task shows all that was written; another is of use only when the last one is done.
    if (worked.status === 'unknown' || hasOpenTask(worked, name) || (await isErased(this.complaints, on))) return;
    const { language } = worked.addressee;
    const title =
      into === undefined
        ? text(language, 'task.written')
        : text(language, 'task.written-together', { reference: formatReference(own) });
    const { assignee, conflicts } = worked;
    const person = assignee === undefined || isOneOf(conflicts, assignee) ? {} : { assignee };
    const occasion = { reference: on, causationId: id };
    await assignTask(this.complaints, occasion, { task: `${name}-${revision}`, kind: 'other', title, ...person });
  }
}

function hasOpenTask({ tasks }: Complaint, name: string): boolean {
  return Object.entries(tasks).some(([task, { standing }]) => standing === 'open' && task.startsWith(`${name}-`));
}
