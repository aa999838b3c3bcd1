import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, complaintStream, type CommandContent, type CommandRemarks } from '@redress/complaints';
import { formatReference } from '@redress/domain';
import {
  acceptedOrProblem,
  CommandAnswer,
  commandSourceOf,
  contentAndRemarks,
  type CommandMeta,
} from '@redress/platform';
import { MessageKeys } from './message-keys.js';
import type { RedactMessageRequest } from './redact-message.request.js';

/** Redacts one message; answered when nobody can read it any more. */
export class RedactMessage extends Command<CommandAnswer> {
  private constructor(
    readonly reference: string,
    readonly data: CommandContent<'redact-message'>['data'],
    readonly meta: CommandMeta,
    readonly remarks: CommandRemarks,
  ) {
    super();
  }

  static fromRequest(reference: string, request: RedactMessageRequest, meta: CommandMeta): RedactMessage {
    const { data, remarks } = contentAndRemarks(request);
    return new RedactMessage(reference, data, meta, remarks);
  }
}

/**
 * Recorded first: words that are gone without a record of why would be a tampered case. Then the key is destroyed here, and not only by the
 * process that reacts to the event, so that an answer means that it is done. A repeat of an unanswered command destroys it again.
 */
@CommandHandler(RedactMessage)
export class RedactMessageHandler implements ICommandHandler<RedactMessage> {
  constructor(
    private readonly complaints: Complaints,
    private readonly keys: MessageKeys,
  ) {}

  async execute({ reference, data, meta, remarks }: RedactMessage): Promise<CommandAnswer> {
    const content = { type: 'redact-message', data } as const;
    const outcome = await this.complaints.execute(reference, content, commandSourceOf(meta), remarks);
    const accepted = acceptedOrProblem(outcome);
    await this.keys.destroy(complaintStream(reference), data.message);
    return new CommandAnswer(formatReference(reference), accepted);
  }
}
