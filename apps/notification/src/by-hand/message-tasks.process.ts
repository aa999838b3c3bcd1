import {
  complaintProcess,
  correctedReceipt,
  isImportedHistory,
  isOf,
  referenceOf,
  type Complaints,
  type ProjectedComplaintEvent,
} from '@redress/complaints';
import { resendChannels, type MessagePurpose, type ResendChannel, type Reference } from '@redress/contracts';
import {
  availableCommands,
  FORMER_CONTACT,
  formatReference,
  isOngoing,
  wallBeforePerson,
  type Complaint,
} from '@redress/domain';
import type { OpenedEvent, ProcessManager, Revision } from '@redress/eventing';
import { text } from '@redress/texts';
import type { Channels } from '../channels/channels.js';
import { chooseWay, type Way } from '../channels/choose-way.js';
import { contactOf } from '../messages/message-composer.js';
import { originOf } from '../messages/message-origin.js';
import { attemptAt, type MessageRecorder, type Occasion, SERVICE } from '../messages/message-recorder.js';
import { messageIdOf, nameOfMessage } from '../messages/message-id.js';
import { assignTask, messageTaskNamed, TasksByHand, type MessageTask } from './by-hand.js';

/** Name under which the process stores its position. */
export const MESSAGE_TASKS_PROCESS = 'message-tasks';

/**
 * Records the outcome of messages delivered by people, and gives people the messages that nobody would look for.
 *
 * A message that did not arrive also tries the next way by which its complainant can be reached, until none is left.
 *
 * Completing a letter's task records it as sent, cancelling it as not sent; completing the call of an acknowledgement acknowledges the
 * complaint. Ignores tasks that people assigned themselves. What complainants write after the end, or about a merged complaint, becomes a
 * task: the case is in no queue any more.
 */
export function messageTasks(complaints: Complaints, recorder: MessageRecorder, channels: Channels): ProcessManager {
  const ending = new TaskEnding(complaints, recorder);
  const byHand = new TasksByHand(complaints);
  const written = new WrittenAfterEnd(complaints);
  return complaintProcess(MESSAGE_TASKS_PROCESS, {
    TaskCompleted: (event) => ending.record(event, true),
    TaskCancelled: (event) => ending.record(event, false),
    NotificationFailed: async (event) => {
      await giveFailed(byHand, complaints, event);
      await tryNextWay(complaints, channels.ways, event);
    },
    InformationAdded: (event) => written.take(event),
    AttachmentAdded: (event) => written.take(event),
  });
}

/** Failures that leave nothing to do: a person ended the message, or there is nobody left to reach. */
const SETTLED = ['task-cancelled', 'erased', FORMER_CONTACT];

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
async function isErased(complaints: Complaints, reference: Reference): Promise<boolean> {
  const [received] = await complaints.history(reference, { to: 0 });
  return typeof received?.data['description'] !== 'string';
}

/**
 * Sends a message to a complainant again by the way that they would choose next: one that was not tried for it, and has an address. Not when
 * the first may have arrived, and not after a person decided not to send it.
 */
async function tryNextWay(
  complaints: Complaints,
  ways: ReadonlySet<Way>,
  { id, stream, revision, data }: ProjectedComplaintEvent<'NotificationFailed'>,
): Promise<void> {
  const { messageId, purpose, failure, staff, uncertain } = data;
  const name = nameOfMessage(messageId);
  if (staff !== undefined || uncertain || SETTLED.includes(failure) || name === undefined) return;
  const reference = referenceOf(stream);
  const { state } = await complaints.load(reference);
  if (state.status === 'unknown' || !state.undelivered.includes(messageId)) return;
  const history = await complaints.history(reference, { to: revision });
  const received = correctedReceipt(history);
  if (typeof received?.data.description !== 'string' || received.data.complainant === undefined) return;
  const tried = waysTried(history, originOf(history, name.revision), purpose);
  const { preferredChannel } = received.data.complainant;
  const channel = chooseWay({
    purpose,
    channel: received.data.channel,
    ...(preferredChannel !== undefined && { preferredChannel }),
    contact: contactOf(received.data.complainant),
    ways: new Set(resendChannels.filter((way) => ways.has(way) && !tried.has(way))),
  }) as ResendChannel | undefined;
  if (channel === undefined) return;
  const source = { ...SERVICE, causationId: id, idempotencyKey: `resend:${messageId}` };
  const outcome = await complaints.execute(reference, { type: 'resend', data: { messageId, channel } }, source);
  // Somebody sent it again at the same time.
  if (outcome.kind === 'refused') return;
  if (outcome.kind !== 'accepted') throw new Error(`resend was answered with ${outcome.kind}.`);
}

/** The ways by which a message failed, from its first event on. */
function waysTried(history: readonly OpenedEvent[], origin: Revision, purpose: MessagePurpose): ReadonlySet<string> {
  const failed = history.filter(isOf('NotificationFailed')).filter(({ data }) => {
    const name = nameOfMessage(data.messageId);
    const isOfPurpose = data.staff === undefined && data.purpose === purpose && name !== undefined;
    return isOfPurpose && originOf(history, name.revision) === origin;
  });
  return new Set(failed.map(({ data }) => data.channel));
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

  async take(event: ProjectedComplaintEvent<'InformationAdded' | 'AttachmentAdded'>): Promise<void> {
    const { id, stream, revision, actor } = event;
    if (HANDLING.includes(actor.role) || (await isImportedHistory(this.complaints, event))) return;
    const own = referenceOf(stream);
    const { state } = await this.complaints.load(own);
    if (state.status === 'unknown' || isOngoing(state)) return;
    // Whoever ended the complaint afterwards could read it.
    const { state: before } = await this.complaints.load(own, revision);
    if (before.status === 'unknown' || isOngoing(before)) return;
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
    const { assignee } = worked;
    const isShut = assignee === undefined || wallBeforePerson(assignee, worked) !== undefined;
    const person = isShut ? {} : { assignee };
    const occasion = { reference: on, causationId: id };
    await assignTask(this.complaints, occasion, { task: `${name}-${revision}`, kind: 'other', title, ...person });
  }
}

function hasOpenTask({ tasks }: Complaint, name: string): boolean {
  return Object.entries(tasks).some(([task, { standing }]) => standing === 'open' && task.startsWith(`${name}-`));
}
