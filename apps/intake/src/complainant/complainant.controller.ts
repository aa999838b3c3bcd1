import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import {
  AddInformationRequest,
  AnswerDecisionRequest,
  AppealRequest,
  StatePreferencesRequest,
  WithdrawRequest,
} from './complainant.request.js';

/** What the complainant can do about their own complaint, with the token of `POST /api/track`. */
@Controller('track/:reference')
export class ComplainantController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('add-information', { summary: 'Adds what the complainant has to say.', by: 'complainant' })
  addInformation(
    @Reference() reference: string,
    @Body() request: AddInformationRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'add-information', request, meta));
  }

  @CommandRoute('accept-decision', {
    summary: 'The complainant accepts the decision.',
    action: 'record-acceptance',
    by: 'complainant',
  })
  accept(
    @Reference() reference: string,
    @Body() request: AnswerDecisionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-acceptance', request, meta));
  }

  @CommandRoute('reject-decision', {
    summary: 'The complainant rejects the decision; the complaint stays open.',
    action: 'record-rejection',
    by: 'complainant',
  })
  reject(
    @Reference() reference: string,
    @Body() request: AnswerDecisionRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'record-rejection', request, meta));
  }

  @CommandRoute('lodge-appeal', {
    summary: 'The complainant asks for the next stage; a decision that they have not answered is rejected by that.',
    by: 'complainant',
  })
  appeal(
    @Reference() reference: string,
    @Body() request: AppealRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'lodge-appeal', request, meta));
  }

  @CommandRoute('state-preferences', {
    summary: 'The complainant says in which language and by which way they want to be written to from now on.',
    by: 'complainant',
  })
  statePreferences(
    @Reference() reference: string,
    @Body() request: StatePreferencesRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'state-preferences', request, meta));
  }

  @CommandRoute('withdraw', { summary: 'The complainant withdraws.', by: 'complainant' })
  withdraw(
    @Reference() reference: string,
    @Body() request: WithdrawRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'withdraw', request, meta));
  }
}
