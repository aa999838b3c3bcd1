import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { CommunicateDecision } from './communicate-decision.command.js';
import { CommunicateDecisionRequest, DeliverRemedyRequest, RecordAnswerRequest } from './decision.request.js';

/** Communicating the decision (clause 7.8), the complainant's answer to it, and delivering what it promised. */
@Controller('cases/:reference')
export class DecisionController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('communicate-decision', {
    summary: 'Tells the complainant the approved decision, in the words that decision-preview shows.',
  })
  communicate(
    @Reference() reference: string,
    @Body() request: CommunicateDecisionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(new CommunicateDecision(reference, request, meta));
  }

  @CommandRoute('record-acceptance', {
    summary:
      'For an answer that came by telephone or letter. Also before a decision, with the settlement as comment, while the policy lets a complaint be resolved early.',
  })
  recordAcceptance(
    @Reference() reference: string,
    @Body() request: RecordAnswerRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-acceptance', request, meta));
  }

  @CommandRoute('record-rejection', { summary: 'A rejected decision leaves the complaint open.' })
  recordRejection(
    @Reference() reference: string,
    @Body() request: RecordAnswerRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-rejection', request, meta));
  }

  @CommandRoute('deliver-remedy', { summary: 'Records that one of the promised remedies was carried out.' })
  deliverRemedy(
    @Reference() reference: string,
    @Body() request: DeliverRemedyRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'deliver-remedy', request, meta));
  }
}
