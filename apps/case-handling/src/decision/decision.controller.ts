import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow, CommandMeta, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { CommunicateDecisionRequest, DeliverRemedyRequest, RecordAnswerRequest } from './decision.request.js';

/** Communicating the decision (clause 7.8), the complainant's answer to it, and delivering what it promised. */
@Controller('cases/:reference')
export class DecisionController {
  constructor(private readonly commands: CommandBus) {}

  /** Records that the complainant was told the decision. */
  @Post('communicate-decision')
  @Allow('communicate-decision')
  @HttpCode(200)
  communicate(
    @Reference() reference: string,
    @Body() request: CommunicateDecisionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'communicate-decision', request, meta));
  }

  /** For an answer that came by telephone or letter. */
  @Post('record-acceptance')
  @Allow('record-acceptance')
  @HttpCode(200)
  recordAcceptance(
    @Reference() reference: string,
    @Body() request: RecordAnswerRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-acceptance', request, meta));
  }

  /** A rejected decision leaves the complaint open. */
  @Post('record-rejection')
  @Allow('record-rejection')
  @HttpCode(200)
  recordRejection(
    @Reference() reference: string,
    @Body() request: RecordAnswerRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-rejection', request, meta));
  }

  /** Records that one of the promised remedies was carried out. */
  @Post('deliver-remedy')
  @Allow('deliver-remedy')
  @HttpCode(200)
  deliverRemedy(
    @Reference() reference: string,
    @Body() request: DeliverRemedyRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'deliver-remedy', request, meta));
  }
}
