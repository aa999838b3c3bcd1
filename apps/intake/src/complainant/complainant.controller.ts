import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow, CommandMeta, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { AddInformationRequest, AnswerDecisionRequest, WithdrawRequest } from './complainant.request.js';

/** What the complainant can do about their own complaint, with the token of `POST /api/track`. */
@Controller('track/:reference')
export class ComplainantController {
  constructor(private readonly commands: CommandBus) {}

  @Post('add-information')
  @Allow('add-information', 'complainant')
  @HttpCode(200)
  addInformation(
    @Reference() reference: string,
    @Body() request: AddInformationRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'add-information', request, meta));
  }

  @Post('accept-decision')
  @Allow('record-acceptance', 'complainant')
  @HttpCode(200)
  accept(
    @Reference() reference: string,
    @Body() request: AnswerDecisionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-acceptance', request, meta));
  }

  @Post('reject-decision')
  @Allow('record-rejection', 'complainant')
  @HttpCode(200)
  reject(
    @Reference() reference: string,
    @Body() request: AnswerDecisionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-rejection', request, meta));
  }

  @Post('withdraw')
  @Allow('withdraw', 'complainant')
  @HttpCode(200)
  withdraw(
    @Reference() reference: string,
    @Body() request: WithdrawRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'withdraw', request, meta));
  }
}
