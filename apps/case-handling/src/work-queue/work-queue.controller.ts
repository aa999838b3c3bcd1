import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { stateIn } from '@redress/complaints';
import { Allow, Answers, askingOf, Caller, TIME_SOURCE, pageOf, type TimeSource, type Page } from '@redress/platform';
import { Policies } from '@redress/policies';
import { caseAnswer, caseSchema, type CaseAnswer } from '../case-view/case.answer.js';
import { VisibleCases } from '../case-view/visible-cases.js';
import { BrowseWorkQueue, WorkQueueRequest } from './work-queue.query.js';

@Controller('cases')
export class WorkQueueController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly policies: Policies,
    private readonly cases: VisibleCases,
  ) {}

  @Get()
  @Allow('view-queue')
  @ApiOperation({ summary: 'The work queue.' })
  @Answers(200, 'One page.', pageOf(caseSchema))
  async browse(@Query() request: WorkQueueRequest, @Caller() caller: Caller): Promise<Page<CaseAnswer>> {
    const { actor, roles } = caller;
    const asking = askingOf(caller);
    const { items, next } = await this.queries.execute(new BrowseWorkQueue(request, asking));
    const reader = { actor, roles, at: this.clock.now() };
    const cases = items.map(async (document) => {
      const policy = await this.policies.of(stateIn(document.body).policyVersion);
      return caseAnswer(document, { ...reader, policy });
    });
    return { items: await this.cases.withoutHidden(await Promise.all(cases), asking), next };
  }
}
