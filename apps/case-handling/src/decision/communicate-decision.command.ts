import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, type Completion } from '@redress/complaints';
import { formatReference, type ComplaintCommandData } from '@redress/domain';
import { KeyMissingError } from '@redress/eventing';
import { decisionOfComplaint } from '@redress/texts';
import { acceptedOrProblem, CommandAnswer, commandSourceOf, RequestedCommand } from '@redress/platform';

/** Communicates the approved decision in the words of the template, which are made from the same response that is decided on. */
export class CommunicateDecision extends RequestedCommand<
  CommandAnswer,
  ComplaintCommandData['communicate-decision']
> {}

@CommandHandler(CommunicateDecision)
export class CommunicateDecisionHandler implements ICommandHandler<CommunicateDecision> {
  constructor(private readonly complaints: Complaints) {}

  async execute({ reference, data, meta, remarks }: CommunicateDecision): Promise<CommandAnswer> {
    const inWords: Completion = (command, complaint, keyMissing) => {
      // Without the words, the complainant would never receive the decision.
      if (keyMissing !== undefined) throw new KeyMissingError(keyMissing);
      const message = decisionOfComplaint(reference, complaint, command.policy);
      if (command.type !== 'communicate-decision' || message === undefined) return command;
      return { ...command, data: { ...command.data, message } };
    };
    const content = { type: 'communicate-decision', data } as const;
    const outcome = await this.complaints.execute(reference, content, commandSourceOf(meta), remarks, inWords);
    return new CommandAnswer(formatReference(reference), acceptedOrProblem(outcome));
  }
}
