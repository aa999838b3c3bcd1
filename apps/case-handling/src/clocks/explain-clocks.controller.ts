import { Controller, Get, Headers, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { JsonObject } from '@redress/eventing';
import { Allow, Answers, CLOCK, preferredLanguage, Reference, type Clock } from '@redress/platform';
import { momentOf, ShowCaseRequest } from '../show-case/show-case.request.js';
import { clocksAnswer } from './clocks.answer.js';
import { clocksSchema } from './clocks.schema.js';
import { ExplainClocks } from './explain-clocks.query.js';

@Controller('cases/:reference/clocks')
export class ExplainClocksController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('view-case')
  @ApiOperation({ summary: 'Every clock of a case, worked out in words and numbers, as it is or as it was known.' })
  @Answers(200, 'The clocks, their runs oldest first.', clocksSchema)
  async explain(
    @Reference() reference: string,
    @Query() request: ShowCaseRequest,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<JsonObject> {
    const moment = momentOf(request);
    const known = await this.queries.execute(new ExplainClocks(reference, moment));
    const at = moment.kind === 'instant' ? moment.instant : this.clock.now();
    return clocksAnswer(reference, known, at, preferredLanguage(accepted));
  }
}
