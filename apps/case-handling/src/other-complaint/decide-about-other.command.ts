import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, type CommandContent, type CommandRemarks, type Completion } from '@redress/complaints';
import { formatReference, type OtherComplaint } from '@redress/domain';
import { acceptedOrProblem, CommandAnswer, commandSourceOf, type CommandMeta } from '@redress/platform';

type Content = CommandContent<'link' | 'merge'>;

/** Decides on one complaint about another, by what is known of the other now. What follows on the other is carried over to it. */
export class DecideAboutOther extends Command<CommandAnswer> {
  /** @param reference in its stored form. */
  constructor(
    readonly reference: string,
    readonly content: Content,
    readonly meta: CommandMeta,
    readonly remarks: CommandRemarks,
  ) {
    super();
  }
}

@CommandHandler(DecideAboutOther)
export class DecideAboutOtherHandler implements ICommandHandler<DecideAboutOther> {
  constructor(private readonly complaints: Complaints) {}

  async execute({ reference, content, meta, remarks }: DecideAboutOther): Promise<CommandAnswer> {
    const known = await this.known(content.type === 'link' ? content.data.complaint : content.data.into);
    // Not a part of the command as it was sent: what is known of the other may have changed when it is sent again.
    const knowing: Completion = (command) => {
      if (known === undefined) return command;
      if (command.type === 'link') return { ...command, data: { ...command.data, other: known } };
      return command.type === 'merge' ? { ...command, data: { ...command.data, other: known } } : command;
    };
    const outcome = await this.complaints.execute(reference, content, commandSourceOf(meta), remarks, knowing);
    return new CommandAnswer(formatReference(reference), acceptedOrProblem(outcome));
  }

  private async known(reference: string): Promise<OtherComplaint | undefined> {
    const { state } = await this.complaints.load(reference);
    return state.status === 'unknown' ? undefined : { status: state.status, receivedAt: state.receivedAt };
  }
}
