import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, isOf, splitOff, type Completion } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference, type ComplaintCommandData } from '@redress/domain';
import {
  acceptedOrProblem,
  CommandAnswer,
  commandSourceOf,
  commandAnswerFields,
  objectSchema,
  referenceSchema,
  RequestedCommand,
  type Accepted,
} from '@redress/platform';

/** Schema of the answer to a split, for the API description. */
export const splitSchema = objectSchema(
  {
    ...commandAnswerFields,
    into: { ...referenceSchema, description: 'The complaint that was split off: it is there in a moment.' },
  },
  { title: 'SplitAnswer' },
);

type Content = Omit<ComplaintCommandData['split'], 'into'>;

/** The answer to a split: as for any command, plus the reference of the new complaint. */
export class SplitAnswer extends CommandAnswer {
  constructor(
    reference: string,
    readonly into: string,
    outcome: Accepted,
  ) {
    super(reference, outcome);
  }
}

/** Splits a second matter off a complaint. The complaint decides it; `carry-over` receives the new one. */
export class SplitComplaint extends RequestedCommand<SplitAnswer, Content> {}

@CommandHandler(SplitComplaint)
export class SplitComplaintHandler implements ICommandHandler<SplitComplaint> {
  constructor(private readonly complaints: Complaints) {}

  async execute({ reference, data, meta, remarks }: SplitComplaint): Promise<SplitAnswer> {
    const source = commandSourceOf(meta);
    const into = await this.newReference(reference, data, source);
    // Not part of the command as sent: a repeat returns the reference that the first one was given.
    const naming: Completion = (command) =>
      command.type === 'split' ? { ...command, data: { ...command.data, into } } : command;
    const command = { type: 'split', data: data as ComplaintCommandData['split'] } as const;
    const accepted = acceptedOrProblem(await this.complaints.execute(reference, command, source, remarks, naming));
    const given = formatReference(await this.referenceGiven(reference, accepted.revision));
    return new SplitAnswer(formatReference(reference), given, accepted);
  }

  /** Derives the reference from the complaint, the caller and their key, like the references of lodged complaints. */
  private async newReference(
    reference: Reference,
    content: Content,
    source: ReturnType<typeof commandSourceOf>,
  ): Promise<Reference> {
    const history = await this.complaints.history(reference);
    const received = splitOff(history, content);
    // There is nothing to split: the decision that follows gives the reason.
    if (received === undefined) return reference;
    const caller = `split:${reference}:${source.caller}`;
    return this.complaints.freeReference(received.data, received.receivedAt, { ...source, caller });
  }

  private async referenceGiven(reference: Reference, revision: number): Promise<Reference> {
    const history = await this.complaints.history(reference, { from: revision, to: revision });
    const split = history.find(isOf('ComplaintSplit'));
    if (split === undefined) throw new Error(`No complaint was split off at revision ${revision}.`);
    return split.data.into;
  }
}
