import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import {
  AssessRequest,
  AssignRequest,
  DeclareConflictRequest,
  RouteRequest,
  SendOnRequest,
} from './assessment.request.js';

/** Initial assessment (clause 7.5) and who takes the case. */
@Controller('cases/:reference')
export class AssessmentController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('assess', {
    summary: 'Priority and route follow from the assessment. A reassessment keeps the earlier ones beside it.',
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

  @CommandRoute('route', {
    summary: 'Sends the complaint to another team, and assigns it to a person of it if one is named.',
  })
  route(
    @Reference() reference: string,
    @Body() request: RouteRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'route', request, meta));
  }

  @CommandRoute('declare-conflict', {
    summary:
      'Says that somebody has an interest of their own in the complaint: they lose it, and may shape its outcome no more. ' +
      'A supervisor says it of anyone, a handler of themselves.',
  })
  declareConflict(
    @Reference() reference: string,
    @Body() request: DeclareConflictRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'declare-conflict', request, meta));
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
