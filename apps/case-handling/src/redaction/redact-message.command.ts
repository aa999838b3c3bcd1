import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, complaintStream } from '@redress/complaints';
import { formatReference, type ComplaintCommandData } from '@redress/domain';
import { acceptedOrProblem, CommandAnswer, commandSourceOf, RequestedCommand } from '@redress/platform';
import { MessageKeys } from './redaction.process.js';

/** Redacts one message; the answer follows once it is unreadable. */
export class RedactMessage extends RequestedCommand<CommandAnswer, ComplaintCommandData['redact-message']> {}

/**
 * Records the redaction first: words that disappeared without a recorded reason would look like tampering. Then destroys the key here and
 * not only in the process that reacts to the event, so that an answer means it is done. Repeating an unanswered command destroys it again.
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
