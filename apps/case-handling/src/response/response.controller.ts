import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow, CommandMeta, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { ApproveResponseRequest, ProposeResponseRequest, ReturnResponseRequest } from './response.request.js';

/** The response and its approval by a second person (clause 7.7). */
@Controller('cases/:reference')
export class ResponseController {
  constructor(private readonly commands: CommandBus) {}

  /** A later proposal takes the place of an earlier one that is not yet approved. */
  @Post('propose-response')
  @Allow('propose-response')
  @HttpCode(200)
  propose(
    @Reference() reference: string,
    @Body() request: ProposeResponseRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'propose-response', request, meta));
  }

  /** Never by the proposer. */
  @Post('approve-response')
  @Allow('approve-response')
  @HttpCode(200)
  approve(
    @Reference() reference: string,
    @Body() request: ApproveResponseRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'approve-response', request, meta));
  }

  /** Sends the proposal back, saying what is missing; never by the proposer. */
  @Post('return-response')
  @Allow('return-response')
  @HttpCode(200)
  returnToProposer(
    @Reference() reference: string,
    @Body() request: ReturnResponseRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'return-response', request, meta));
  }
}
