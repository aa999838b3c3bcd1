import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, type CommandContent, type CommandRemarks, type CommandSource } from '@redress/complaints';
import { formatReference, formatTrackingCode } from '@redress/domain';
import {
  acceptedOrProblem,
  RevisionAnswer,
  SERVER_SECRETS,
  type Accepted,
  type ServerSecrets,
} from '@redress/platform';

/** The answer to lodging: the reference to quote, and the code that proves the complaint is theirs. */
export class LodgedComplaint extends RevisionAnswer {
  readonly links: { readonly track: string; readonly case: string };

  constructor(
    readonly reference: string,
    readonly trackingCode: string,
    outcome: Accepted,
  ) {
    super(outcome);
    this.links = { track: `/api/track/${reference}`, case: `/api/cases/${reference}` };
  }
}

/** Records a new complaint (clause 7.2). */
export class LodgeComplaint extends Command<LodgedComplaint> {
  constructor(
    readonly data: CommandContent<'receive'>['data'],
    readonly source: CommandSource,
    readonly remarks: CommandRemarks,
  ) {
    super();
  }
}

@CommandHandler(LodgeComplaint)
export class LodgeComplaintHandler implements ICommandHandler<LodgeComplaint> {
  constructor(
    private readonly complaints: Complaints,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
  ) {}

  async execute({ data, source, remarks }: LodgeComplaint): Promise<LodgedComplaint> {
    const { reference, outcome } = await this.complaints.lodge(data, source, remarks);
    const trackingCode = formatTrackingCode(this.secrets.trackingCode(reference));
    return new LodgedComplaint(formatReference(reference), trackingCode, acceptedOrProblem(outcome));
  }
}
