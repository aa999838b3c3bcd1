import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Answers, askingOf, Caller, TIME_SOURCE, pageOf, type TimeSource, type Page } from '@redress/platform';
import { BrowseTasks, listedTaskSchema, TasksRequest, type ListedTask } from './browse-tasks.query.js';

@Controller('cases')
export class TasksController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  @Get('tasks')
  @Allow('view-queue')
  @ApiOperation({
    summary:
      'The tasks of all cases that fit all filters: what one person or department has to do, the letters to print (`kind=send-letter`), the ' +
      'calls to make (`kind=call`).',
  })
  @Answers(200, 'One page.', pageOf(listedTaskSchema))
  browse(@Query() request: TasksRequest, @Caller() caller: Caller): Promise<Page<ListedTask>> {
    const { ownTeams } = caller;
    const reader = { asking: askingOf(caller), ...(ownTeams && { ownTeams }), now: this.clock.now() };
    return this.queries.execute(new BrowseTasks(request, reader));
  }
}
