import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Allow } from '@redress/platform';
import { SummarizeComplaints, type Summary } from './summary.query.js';
import { SummaryRequest } from './summary.request.js';

@Controller('analytics/summary')
export class SummaryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  summarize(@Query() { groupBy = [], from, to }: SummaryRequest): Promise<Summary> {
    return this.queries.execute(new SummarizeComplaints(groupBy, from, to));
  }
}
