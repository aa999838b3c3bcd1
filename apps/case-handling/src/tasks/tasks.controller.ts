import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import {
  Allow,
  Answers,
  Caller,
  TIME_SOURCE,
  pageOf,
  type TimeSource,
  type Page,
  Reads,
  eachListed,
} from '@redress/platform';
import { BrowseTasks, listedTaskSchema, TasksRequest, type ListedTask } from './browse-tasks.query.js';
import { queueReaderOf } from '../work-queue/queue-filters.js';

@Controller('cases')
export class TasksController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  @Get('tasks')
  @Allow('view-queue')
  @Reads('task', eachListed)
  @ApiOperation({
    summary:
      'The tasks of all cases that fit all filters: what one person or department has to do, the letters to print (`kind=send-letter`), the ' +
      'calls to make (`kind=call`).',
  })
  @Answers(200, 'One page.', pageOf(listedTaskSchema))
  browse(@Query() request: TasksRequest, @Caller() caller: Caller): Promise<Page<ListedTask>> {
    return this.queries.execute(new BrowseTasks(request, queueReaderOf(caller, this.clock.now())));
  }
}
