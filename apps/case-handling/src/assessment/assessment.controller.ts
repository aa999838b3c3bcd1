import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow, CommandMeta, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { AssessRequest, AssignRequest, SendOnRequest } from './assessment.request.js';

/** Initial assessment (clause 7.5) and who takes the case. */
@Controller('cases/:reference')
export class AssessmentController {
  constructor(private readonly commands: CommandBus) {}

  /** Priority follows from the assessment; a reassessment keeps the earlier one in the history. */
  @Post('assess')
  @Allow('assess')
  @HttpCode(200)
  assess(
    @Reference() reference: string,
    @Body() request: AssessRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'assess', request, meta));
  }

  /** A supervisor assigns to anyone, a handler to themselves. */
  @Post('assign')
  @Allow('assign')
  @HttpCode(200)
  assign(
    @Reference() reference: string,
    @Body() request: AssignRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'assign', request, meta));
  }

  /** Names the organization that must answer, when it is another one. */
  @Post('send-on')
  @Allow('send-on')
  @HttpCode(200)
  sendOn(
    @Reference() reference: string,
    @Body() request: SendOnRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'send-on', request, meta));
  }
}
