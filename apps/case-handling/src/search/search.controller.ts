import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Allow, Answers, askingOf, Caller, TIME_SOURCE, type TimeSource } from '@redress/platform';
import { searchAnswerSchema } from './search-hit.js';
import { SearchCases, SearchRequest, type SearchAnswer } from './search-cases.query.js';

@Controller('cases')
export class SearchController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
  ) {}

  @Post('search')
  @HttpCode(200)
  @Allow('view-personal-data')
  @ApiOperation({
    summary:
      'Finds cases by what people type: a name, an e-mail address, a telephone number, a reference of this system or another, words of what ' +
      'was said, or a phrase in quotation marks. A case has to fit all of it, and the filters of the work queue.',
  })
  @Answers(200, 'The best first, what names one case before words.', searchAnswerSchema)
  search(@Body() request: SearchRequest, @Caller() caller: Caller): Promise<SearchAnswer> {
    const { ownTeams } = caller;
    const reader = { asking: askingOf(caller), ...(ownTeams && { ownTeams }), now: this.clock.now() };
    return this.queries.execute(new SearchCases(request, reader));
  }
}
