import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { ApproveResponseRequest, ProposeResponseRequest, ReturnResponseRequest } from './response.request.js';

/** The response and its approval by a second person (clause 7.7). */
@Controller('cases/:reference')
export class ResponseController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('propose-response', {
    summary: 'A later proposal takes the place of an earlier one that is not yet approved.',
  })
  propose(
    @Reference() reference: string,
    @Body() request: ProposeResponseRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'propose-response', request, meta));
  }

  @CommandRoute('approve-response', { summary: 'Never by the proposer.' })
  approve(
    @Reference() reference: string,
    @Body() request: ApproveResponseRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'approve-response', request, meta));
  }

  @CommandRoute('return-response', {
    summary: 'Sends the proposal back, saying what is missing; never by the proposer.',
  })
  returnToProposer(
    @Reference() reference: string,
    @Body() request: ReturnResponseRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'return-response', request, meta));
  }
}
