import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Answers, Caller, TIME_SOURCE, type TimeSource, Reads, eachListed } from '@redress/platform';
import { searchAnswerSchema } from './search-hit.js';
import { SearchCases, SearchRequest, type SearchAnswer } from './search-cases.query.js';
import { queueReaderOf } from '../work-queue/queue-filters.js';

@Controller('cases')
export class SearchController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  @Post('search')
  @HttpCode(200)
  @Allow('view-personal-data')
  @Reads('search', eachListed)
  @ApiOperation({
    summary:
      'Finds cases by what people type: a name, an e-mail address, a telephone number, a reference of this system or another, words of what ' +
      'was said, or a phrase in quotation marks. A case has to fit all of it, and the filters of the work queue.',
  })
  @Answers(200, 'The best first, what names one case before words.', searchAnswerSchema)
  search(@Body() request: SearchRequest, @Caller() caller: Caller): Promise<SearchAnswer> {
    return this.queries.execute(new SearchCases(request, queueReaderOf(caller, this.clock.now())));
  }
}
