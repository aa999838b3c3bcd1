import { Controller, Get, Headers, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { stateIn } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { may, type Instant } from '@redress/domain';
import {
  Allow,
  Answers,
  askingOf,
  AtLeastQuery,
  Caller,
  TIME_SOURCE,
  IsInstant,
  preferredLanguage,
  Problem,
  RouteReference,
  WholeNumberInQuery,
  type TimeSource,
  Reads,
} from '@redress/platform';
import { Policies } from '@redress/policies';
import { IsIn, IsOptional } from 'class-validator';
import { caseAnswer, caseSchema, type CaseAnswer } from '../case-view/case.answer.js';
import { isVisible, VisibleCases } from '../case-view/visible-cases.js';
import { FindPossibleDuplicates } from '../possible-duplicates/possible-duplicates.js';
import { whyNot } from './why-not.js';
import { ShowCase, type CaseMoment } from './show-case.query.js';

/**
 * `?atRevision=3` or `?at=2026-11-05T10:00:00.000Z` shows the case as it was then; `?atLeast=7` waits for the caller's own write;
 * `?with=possible-duplicates` adds possible duplicates, for readers who may see the complainant.
 */
export class ShowCaseRequest extends AtLeastQuery {
  @IsOptional()
  @WholeNumberInQuery(0, 1_000_000)
  atRevision?: number;

  @IsOptional()
  @IsInstant()
  at?: Instant;

  @IsOptional()
  @IsIn(['possible-duplicates'])
  with?: 'possible-duplicates';
}

/** Returns the moment that a request asks for. Refuses more than one. */
export function momentOf({ at, atRevision, atLeast }: ShowCaseRequest): CaseMoment {
  if (at !== undefined && atRevision !== undefined) throw new Problem('one-moment-only', { pointer: '#/at' });
  if (atRevision !== undefined) return { kind: 'revision', revision: atRevision };
  if (at !== undefined) return { kind: 'instant', instant: at };
  return { kind: 'now', ...(atLeast !== undefined && { atLeast }) };
}

@Controller('cases/:reference')
export class ShowCaseController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly policies: Policies,
    private readonly cases: VisibleCases,
  ) {}

  @Get()
  @Allow('view-case')
  @Reads('case')
  @ApiOperation({ summary: 'A case, as it is or as it was.' })
  @Answers(200, 'The case.', caseSchema)
  async show(
    @RouteReference() reference: Reference,
    @Query() request: ShowCaseRequest,
    @Caller() caller: Caller,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ): Promise<CaseAnswer> {
    const moment = momentOf(request);
    const { actor, roles } = caller;
    const asking = askingOf(caller);
    const seesPersonalData = may(asking, 'view-personal-data');
    const document = await this.queries.execute(new ShowCase(reference, moment, seesPersonalData));
    // Of a complaint whose events were lost, only the view knows the walls. Those of the past are not asked: today's are.
    if (moment.kind === 'now' && !isVisible(document, asking)) throw new Problem('complaint-unknown');
    const state = stateIn(document.body);
    const reader = {
      actor,
      roles,
      policy: await this.policies.of(state.policyVersion),
      at: moment.kind === 'instant' ? moment.instant : this.clock.now(),
    };
    const shown = {
      ...caseAnswer(document, reader),
      ...(moment.kind === 'now' && {
        unavailableCommands: [...whyNot(state, reader, preferredLanguage(acceptLanguage))],
      }),
    };
    const [answer = shown] = await this.cases.withoutHidden([shown], asking);
    // Duplicates are not known for a past moment. Finding them opens hundreds of cases, so it is done only on request.
    if (request.with !== 'possible-duplicates' || moment.kind !== 'now' || !seesPersonalData) return answer;
    const duplicates = await this.queries.execute(new FindPossibleDuplicates(reference, asking));
    return { ...answer, possibleDuplicates: duplicates.items.map((duplicate) => duplicate.reference) };
  }
}
