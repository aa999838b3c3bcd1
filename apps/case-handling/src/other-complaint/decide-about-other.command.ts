import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, correctedReceipt, type CommandContent, type Completion } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, may, sameContact, type ComplaintCommandData, type OtherComplaint } from '@redress/domain';
import {
  acceptedOrProblem,
  askingOf,
  CommandAnswer,
  commandSourceOf,
  RequestedCommand,
  type CommandMeta,
  type CommandRequest,
} from '@redress/platform';

type AboutOther = 'link' | 'merge';

/** Decides on one complaint about another, given the current state of the other. The effect on the other is carried over to it. */
export class DecideAboutOther extends RequestedCommand<CommandAnswer, ComplaintCommandData[AboutOther]> {
  readonly content: CommandContent<AboutOther>;

  constructor(
    reference: Reference,
    type: AboutOther,
    request: ComplaintCommandData[AboutOther] & CommandRequest,
    meta: CommandMeta,
  ) {
    super(reference, request, meta);
    this.content = { type, data: this.data } as CommandContent<AboutOther>;
  }
}

@CommandHandler(DecideAboutOther)
export class DecideAboutOtherHandler implements ICommandHandler<DecideAboutOther> {
  constructor(private readonly complaints: Complaints) {}

  async execute({ reference, content, meta, remarks }: DecideAboutOther): Promise<CommandAnswer> {
    const other = content.type === 'link' ? content.data.complaint : content.data.into;
    const known = await this.known(other, content.type, meta);
    const isOtherPerson = known !== undefined && content.type === 'merge' && (await this.differ(reference, other));
    // Not part of the command as sent: the state of the other may have changed when the command is repeated.
    const knowing: Completion = (command) => {
      if (known === undefined) return command;
      if (command.type === 'link') return { ...command, data: { ...command.data, other: known } };
      return command.type === 'merge'
        ? { ...command, data: { ...command.data, other: { ...known, isOtherPerson } } }
        : command;
    };
    const outcome = await this.complaints.execute(reference, content, commandSourceOf(meta), remarks, knowing);
    return new CommandAnswer(formatReference(reference), acceptedOrProblem(outcome));
  }

  /** Whether two complaints are certainly not of one person; false where one of them says too little. */
  private async differ(one: Reference, other: Reference): Promise<boolean> {
    const [own, others] = await Promise.all([one, other].map((reference) => this.complaints.history(reference)));
    const [first, second] = [own, others].map((history = []) => correctedReceipt(history)?.data.complainant ?? {});
    return sameContact(first ?? {}, second ?? {}) === false;
  }

  /** The other complaint, unless there is none for this caller. */
  private async known(
    reference: Reference,
    action: AboutOther,
    { caller }: CommandMeta,
  ): Promise<OtherComplaint | undefined> {
    const { state } = await this.complaints.load(reference);
    if (state.status === 'unknown' || !may(askingOf(caller), action, state)) return undefined;
    return { status: state.status, receivedAt: state.receivedAt };
  }
}
