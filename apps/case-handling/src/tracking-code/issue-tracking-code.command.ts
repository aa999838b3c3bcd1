import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Complaints, correctedReceipt, isOf } from '@redress/complaints';
import type { EventData, Reference } from '@redress/contracts';
import { formatReference, formatTrackingCode, type ComplaintCommandData } from '@redress/domain';
import {
  acceptedOrProblem,
  CommandAnswer,
  commandAnswerFields,
  commandSourceOf,
  objectSchema,
  Problem,
  RequestedCommand,
  SERVER_SECRETS,
  type Accepted,
  type ServerSecrets,
} from '@redress/platform';

/** Schema of the answer to a new tracking code, for the API description. */
export const trackingCodeSchema = objectSchema(commandAnswerFields, {
  title: 'TrackingCodeAnswer',
  optional: {
    trackingCode: {
      type: 'string',
      pattern: '^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$',
      description: 'Told here and nowhere else, for the complainant; absent where it is sent to them.',
    },
  },
});

/** The answer to a new tracking code: as for any command, plus the code. */
export class TrackingCodeAnswer extends CommandAnswer {
  constructor(
    reference: string,
    outcome: Accepted,
    /** Absent where it is sent to the complainant. */
    readonly trackingCode?: string,
  ) {
    super(reference, outcome);
  }
}

/** Makes a new tracking code in place of a lost one. */
export class IssueTrackingCode extends RequestedCommand<
  TrackingCodeAnswer,
  ComplaintCommandData['issue-tracking-code']
> {}

@CommandHandler(IssueTrackingCode)
export class IssueTrackingCodeHandler implements ICommandHandler<IssueTrackingCode> {
  constructor(
    private readonly complaints: Complaints,
    @Inject(SERVER_SECRETS) private readonly secrets: ServerSecrets,
  ) {}

  async execute({ reference, data, meta, remarks }: IssueTrackingCode): Promise<TrackingCodeAnswer> {
    if (data.toComplainant === true) await this.requireAddress(reference);
    const command = { type: 'issue-tracking-code', data } as const;
    const outcome = await this.complaints.execute(reference, command, commandSourceOf(meta), remarks);
    const accepted = acceptedOrProblem(outcome);
    const { version, toComplainant } = await this.issuedAt(reference, accepted.revision);
    const shown = formatReference(reference);
    if (toComplainant === true) return new TrackingCodeAnswer(shown, accepted);
    return new TrackingCodeAnswer(shown, accepted, formatTrackingCode(this.secrets.trackingCode(reference, version)));
  }

  /** Refuses to replace a code by one that nobody would be told. */
  private async requireAddress(reference: Reference): Promise<void> {
    const { email, phone, postalAddress } =
      correctedReceipt(await this.complaints.history(reference))?.data.complainant ?? {};
    if (![email, phone, postalAddress].some((address) => typeof address === 'string'))
      throw new Problem('no-address-on-file');
  }

  /** What a revision recorded: a repeat is answered with the code of the first attempt. */
  private async issuedAt(reference: Reference, revision: number): Promise<EventData<'TrackingCodeIssued'>> {
    const history = await this.complaints.history(reference, { from: revision, to: revision });
    const issued = history.find(isOf('TrackingCodeIssued'));
    if (issued === undefined) throw new Error(`No tracking code was issued at revision ${revision}.`);
    return issued.data;
  }
}
