import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Answers, Caller, TIME_SOURCE, pageOf, type TimeSource, type Page } from '@redress/platform';
import { CountCases, countsSchema, type CaseCounts } from './case-counts.query.js';
import { QueueFilters, queueReaderOf, type QueueReader } from './queue-filters.js';
import { queueItemSchema, type QueueItem } from './queue-item.js';
import { BrowseWorkQueue, WorkQueueRequest } from './work-queue.query.js';

@Controller('cases')
export class WorkQueueController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  @Get()
  @Allow('view-queue')
  @ApiOperation({
    summary:
      'The work queue: the cases that fit all filters, and of several values of one filter any. `sort=-dueAt` is the reverse order. A case ' +
      'that keeps its place is on exactly one page, whatever is lodged or changed meanwhile.',
  })
  @Answers(200, 'One page.', pageOf(queueItemSchema))
  browse(@Query() request: WorkQueueRequest, @Caller() caller: Caller): Promise<Page<QueueItem>> {
    return this.queries.execute(new BrowseWorkQueue(request, this.readerOf(caller)));
  }

  @Get('counts')
  @Allow('view-queue')
  @ApiOperation({ summary: 'How many cases of the work queue fit the filters, by status and by what there is to do.' })
  @Answers(200, 'The numbers of cases that the reader may see.', countsSchema)
  count(@Query() filters: QueueFilters, @Caller() caller: Caller): Promise<CaseCounts> {
    return this.queries.execute(new CountCases(filters, this.readerOf(caller)));
  }

  private readerOf(caller: Caller): QueueReader {
    return queueReaderOf(caller, this.clock.now());
  }
}
