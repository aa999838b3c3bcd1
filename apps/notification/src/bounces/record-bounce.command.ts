import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, isOf } from '@redress/complaints';
import { FORMER_CONTACT } from '@redress/domain';
import type { OpenedEvent } from '@redress/eventing';
import { Problem } from '@redress/platform';
import { TasksByHand } from '../by-hand/by-hand.js';
import { nameOfMessage } from '../messages/message-id.js';
import { MessageRecorder } from '../messages/message-recorder.js';
import type { Bounce } from './bounce.js';

/** Records that an e-mail bounced. Returns whether it is now recorded: a delay is not. */
export class RecordBounce extends Command<boolean> {
  constructor(readonly bounce: Bounce) {
    super();
  }
}

@CommandHandler(RecordBounce)
export class RecordBounceHandler implements ICommandHandler<RecordBounce> {
  constructor(
    private readonly complaints: Complaints,
    private readonly recorder: MessageRecorder,
    private readonly byHand: TasksByHand,
  ) {}

  /** Idempotent: a repeated report is recorded once, and completes what a kill interrupted. */
  async execute({ bounce: { messageId, status, isFinal } }: RecordBounce): Promise<boolean> {
    const name = nameOfMessage(messageId);
    const history = name === undefined ? [] : await this.complaints.history(name.reference);
    const sent = history
      .filter(isOf('NotificationSent'))
      .find(({ data }) => data.channel === 'email' && data.messageId === messageId);
    if (name === undefined || sent === undefined) throw new Problem('message-unknown');
    if (!isFinal) return false;
    const facts = sent.data;
    const occasion = { reference: name.reference, causationId: sent.id };
    const isFormer = facts.staff === undefined && name.staff !== undefined;
    const failure = isFormer ? FORMER_CONTACT : `bounced-${status}`;
    await this.recorder.failed(occasion, facts, { failure, uncertain: false, bounced: true });
    if (isFormer) return true;
    // Staff are reached in other ways. An erased complainant cannot be reached, and there is no key to seal a title with.
    if (facts.staff === undefined && !isErased(history)) {
      const task = { by: 'bounce', purpose: name.purpose, revision: name.revision } as const;
      await this.byHand.assign(occasion, task, { messageId, language: facts.language });
    }
    return true;
  }
}

function isErased(history: readonly OpenedEvent[]): boolean {
  return typeof history.find(isOf('ComplaintReceived'))?.data.description !== 'string';
}
