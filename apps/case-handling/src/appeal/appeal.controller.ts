import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { LodgeAppealRequest, RecordReferralOutcomeRequest, StateFinalPositionRequest } from './appeal.request.js';

/** What may follow a decision that was not accepted, inside and outside the organization (clause 7.9). */
@Controller('cases/:reference')
export class AppealController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('lodge-appeal', {
    summary:
      'For an appeal that came by telephone or letter: the next stage begins, by another person where the policy says so.',
  })
  lodgeAppeal(
    @Reference() reference: string,
    @Body() request: LodgeAppealRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'lodge-appeal', request, meta));
  }

  @CommandRoute('state-final-position', { summary: 'The last word of the organization, after its last stage.' })
  stateFinalPosition(
    @Reference() reference: string,
    @Body() request: StateFinalPositionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'state-final-position', request, meta));
  }

  @CommandRoute('record-referral-outcome', { summary: 'Records what an outside body decided.' })
  recordReferralOutcome(
    @Reference() reference: string,
    @Body() request: RecordReferralOutcomeRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-referral-outcome', request, meta));
  }
}
