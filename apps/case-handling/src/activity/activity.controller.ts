import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Answers, Caller, pageOf, TIME_SOURCE, type Page, type TimeSource } from '@redress/platform';
import { queueReaderOf } from '../work-queue/queue-filters.js';
import { activityEntrySchema, ActivityRequest, BrowseActivity, type ActivityEntry } from './browse-activity.query.js';

@Controller('cases')
export class ActivityController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  @Get('activity')
  @Allow('view-history')
  @ApiOperation({
    summary:
      'What happened on the cases that the reader may see, newest first: which event, when, and who acted. What was said is in the history ' +
      'of each case.',
  })
  @Answers(200, 'One page.', pageOf(activityEntrySchema))
  browse(@Query() request: ActivityRequest, @Caller() caller: Caller): Promise<Page<ActivityEntry>> {
    return this.queries.execute(new BrowseActivity(request, queueReaderOf(caller, this.clock.now())));
  }
}
