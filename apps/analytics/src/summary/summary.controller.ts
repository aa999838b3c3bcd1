import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Answers } from '@redress/platform';
import { SummarizeComplaints, type Summary } from './summary.query.js';
import { SummaryRequest } from './summary.request.js';
import { summarySchema } from './summary.schema.js';

@Controller('analytics/summary')
export class SummaryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'Counts, times and rates.' })
  @Answers(200, 'The figures.', summarySchema)
  summarize(@Query() { groupBy = [], from, to }: SummaryRequest): Promise<Summary> {
    return this.queries.execute(new SummarizeComplaints(groupBy, from, to));
  }
}
