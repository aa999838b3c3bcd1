import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { AssessRequest, AssignRequest, SendOnRequest } from './assessment.request.js';

/** Initial assessment (clause 7.5) and who takes the case. */
@Controller('cases/:reference')
export class AssessmentController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('assess', {
    summary: 'Priority follows from the assessment; a reassessment keeps the earlier one in the history.',
  })
  assess(
    @Reference() reference: string,
    @Body() request: AssessRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'assess', request, meta));
  }

  @CommandRoute('assign', { summary: 'A supervisor assigns to anyone, a handler to themselves.' })
  assign(
    @Reference() reference: string,
    @Body() request: AssignRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'assign', request, meta));
  }

  @CommandRoute('send-on', { summary: 'Names the organization that must answer, when it is another one.' })
  sendOn(
    @Reference() reference: string,
    @Body() request: SendOnRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'send-on', request, meta));
  }
}
