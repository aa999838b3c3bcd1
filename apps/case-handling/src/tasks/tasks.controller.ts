import { Body, Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CommandMeta, CommandRoute, DecideOnComplaint, Reference, type CommandAnswer } from '@redress/platform';
import { AssignTaskRequest, CancelTaskRequest, CompleteTaskRequest } from './tasks.request.js';

/** Work given to people and departments (clause 7.6). */
@Controller('cases/:reference')
export class TasksController {
  constructor(private readonly commands: CommandBus) {}

  @CommandRoute('assign-task', {
    summary: 'Gives work to a department or a person, until a date. At most 100 tasks of a complaint are open at once.',
  })
  assignTask(
    @Reference() reference: string,
    @Body() request: AssignTaskRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'assign-task', request, meta));
  }

  @CommandRoute('complete-task', { summary: 'Records that a task was done, and what came of it.' })
  completeTask(
    @Reference() reference: string,
    @Body() request: CompleteTaskRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'complete-task', request, meta));
  }

  @CommandRoute('cancel-task', { summary: 'Records that a task need not be done any more, and why.' })
  cancelTask(
    @Reference() reference: string,
    @Body() request: CancelTaskRequest,
    @CommandMeta() meta: CommandMeta,
  ): Promise<CommandAnswer> {
    return this.commands.execute(DecideOnComplaint.fromRequest(reference, 'cancel-task', request, meta));
  }
}
