import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { stateIn } from '@redress/complaints';
import { may } from '@redress/domain';
import { Allow, Answers, Caller, CLOCK, Reference, type Clock } from '@redress/platform';
import { Policies } from '@redress/policies';
import { caseAnswer, caseSchema, type CaseAnswer } from '../case-view/case.answer.js';
import { FindPossibleDuplicates } from '../possible-duplicates/possible-duplicates.query.js';
import { ShowCase } from './show-case.query.js';
import { momentOf, ShowCaseRequest } from './show-case.request.js';

@Controller('cases/:reference')
export class ShowCaseController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly policies: Policies,
  ) {}

  @Get()
  @Allow('view-case')
  @ApiOperation({ summary: 'A case, as it is or as it was.' })
  @Answers(200, 'The case.', caseSchema)
  async show(
    @Reference() reference: string,
    @Query() request: ShowCaseRequest,
    @Caller() caller: Caller,
  ): Promise<CaseAnswer> {
    const moment = momentOf(request);
    const seesPersonalData = may(caller.roles, 'view-personal-data');
    const document = await this.queries.execute(new ShowCase(reference, moment, seesPersonalData));
    const answer = caseAnswer(document, {
      actor: caller.actor,
      roles: caller.roles,
      policy: await this.policies.of(stateIn(document.body).policyVersion),
      at: moment.kind === 'instant' ? moment.instant : this.clock.now(),
    });
    // What seems to be the same now was not known of a past moment. Looking for it opens hundreds of cases, so it is done for who asks.
    if (request.with !== 'possible-duplicates' || moment.kind !== 'now' || !seesPersonalData) return answer;
    const duplicates = await this.queries.execute(new FindPossibleDuplicates(reference));
    return { ...answer, possibleDuplicates: duplicates.items.map((duplicate) => duplicate.reference) };
  }
}
