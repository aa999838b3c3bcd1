import { Body, Controller, Get, Header, Headers, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiParam } from '@nestjs/swagger';
import { complaintStream } from '@redress/complaints';
import { erasureGrounds, type ErasureGround } from '@redress/contracts';
import {
  Allow,
  Answers,
  Caller,
  callerKey,
  CommandMetaOfMany,
  IsWord,
  ListOf,
  objectSchema,
  pageOf,
  PageQuery,
  preferredLanguage,
  Problem,
  readReference,
  ReasonRequest,
  Refuses,
  textSchema,
  TIME_SOURCE,
  type Page,
  type TimeSource,
  ViewReader,
  Reads,
  eachListed,
} from '@redress/platform';
import { ArrayMinSize, ArrayUnique, IsIn, IsOptional } from 'class-validator';
import { createHash, randomUUID } from 'node:crypto';
import { BULK_CASES_MAX, BulkCase, resultsSchema } from '../bulk/bulk.controller.js';
import { type BulkResult, SendToMany } from '../bulk/bulk.command.js';
import { caseProjection } from '../case-view/case.projection.js';
import { queueReaderOf, type QueueReader } from '../work-queue/queue-filters.js';
import { certificateSchema, CertifyErasure, type ErasureCertificate } from './certificate.query.js';
import { DecideOnErasure } from './erase-person.command.js';
import { BrowseErasures, erasureEntrySchema, ErasuresRequest, type ErasureEntry } from './erasures.query.js';
import { BrowseLegalHolds, caseUnderHoldSchema, type CaseUnderHold } from './legal-holds.query.js';
import { FindPersonsCases, personsCasesSchema, PersonsCasesRequest, type PersonsCases } from './persons-cases.query.js';

/** A person's request for erasure, for the cases that it is about. */
export class OpenErasureRequest extends ReasonRequest {
  /**
   * The name under which the organization keeps the request: `dsr-2026-014`. Never erased, so it must not name the person. Default: one of
   * the day.
   */
  @IsOptional()
  @IsWord()
  request?: string;

  @IsIn(erasureGrounds)
  ground!: ErasureGround;

  @ListOf(() => BulkCase, BULK_CASES_MAX)
  @ArrayMinSize(1)
  @ArrayUnique((one: BulkCase | null) => one?.reference)
  cases!: BulkCase[];
}

/** What became of a decision in each case. */
interface ErasureResults {
  readonly request: string;
  readonly results: readonly BulkResult[];
}

const erasureResultsSchema = objectSchema(
  { request: textSchema, results: (resultsSchema['properties'] as { readonly results: object }).results },
  { title: 'ErasureResults' },
);
const REQUEST = ApiParam({ name: 'request', description: 'The name of the request.', type: String });

/** Digits that tell requests of one day apart. */
const DIGITS = 8;

@Controller('cases')
export class ErasuresController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    @Inject(TIME_SOURCE) private readonly clock: TimeSource,
    private readonly views: ViewReader,
  ) {}

  @Get('legal-holds')
  @Allow('view-erasures')
  @Reads('hold', eachListed)
  @ApiOperation({ summary: 'The cases under a legal hold, the one that is to be reviewed first at the top.' })
  @Answers(200, 'One page.', pageOf(caseUnderHoldSchema))
  holds(@Query() request: PageQuery, @Caller() caller: Caller): Promise<Page<CaseUnderHold>> {
    return this.queries.execute(new BrowseLegalHolds(request, this.readerFor(caller)));
  }

  @Post('erasures/check')
  @HttpCode(200)
  @Allow('request-erasure')
  @Reads('person', eachListed)
  @ApiOperation({
    summary:
      "Everything of one person in one list: the case that is named, and all others with its complainant's e-mail address or telephone number, " +
      'each with what stands against erasing the person there.',
  })
  @Answers(200, 'The cases.', personsCasesSchema)
  @Refuses(422, 'The case does not have the contact.')
  check(
    @Body() request: PersonsCasesRequest,
    @Caller() caller: Caller,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<PersonsCases> {
    return this.queries.execute(new FindPersonsCases(request, this.readerFor(caller), preferredLanguage(accepted)));
  }

  @Post('erasures')
  @HttpCode(200)
  @Allow('request-erasure')
  @ApiOperation({
    summary: `Records a person's request for erasure in 1 to ${BULK_CASES_MAX} cases. Nothing is erased until another person carries it out.`,
  })
  @Answers(200, 'The name of the request, and a result for each case.', erasureResultsSchema)
  async open(
    @Body() { cases, request, ...said }: OpenErasureRequest,
    @CommandMetaOfMany() meta: CommandMetaOfMany,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<ErasureResults> {
    const name = request ?? this.nameFor(meta);
    const body = { ...said, request: name };
    const sent = new SendToMany('request-erasure', cases, body, meta, preferredLanguage(accepted));
    return { request: name, results: await this.shown(await this.commands.execute(sent)) };
  }

  @Get('erasures')
  @Allow('view-erasures')
  @ApiOperation({ summary: 'The requests for erasure that stand or were carried out, an entry for each case.' })
  @Answers(200, 'One page, those of one request together.', pageOf(erasureEntrySchema))
  list(
    @Query() request: ErasuresRequest,
    @Caller() caller: Caller,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<Page<ErasureEntry>> {
    return this.queries.execute(new BrowseErasures(request, this.readerFor(caller), preferredLanguage(accepted)));
  }

  @Post('erasures/:request/carry-out')
  @HttpCode(200)
  @Allow('carry-out-erasure')
  @ApiOperation({
    summary:
      'Erases the person in every case of the request in which nothing stands against it, for ever. By another person than recorded the request. ' +
      'A repeat goes on with the other cases.',
  })
  @REQUEST
  @Answers(200, 'A result for each case.', erasureResultsSchema)
  @Refuses(404, 'There is no such request.')
  carryOut(
    @Param('request') request: string,
    @Body() body: ReasonRequest,
    @CommandMetaOfMany() meta: CommandMetaOfMany,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<ErasureResults> {
    return this.decide('carry-out-erasure', request, { body, meta, accepted });
  }

  @Post('erasures/:request/decline')
  @HttpCode(200)
  @Allow('decline-erasure')
  @ApiOperation({ summary: 'Declines the request in every case in which the person is not erased, or takes it back.' })
  @REQUEST
  @Answers(200, 'A result for each case.', erasureResultsSchema)
  @Refuses(404, 'There is no such request.')
  decline(
    @Param('request') request: string,
    @Body() body: ReasonRequest,
    @CommandMetaOfMany() meta: CommandMetaOfMany,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<ErasureResults> {
    return this.decide('decline-erasure', request, { body, meta, accepted });
  }

  @Get('erasures/:request/certificate')
  @Allow('view-erasures')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary:
      'Certifies what was erased under the request: which cases, who, when, on which ground, and the events that say so in the log. Nothing in it is ' +
      'about the person.',
  })
  @REQUEST
  @Answers(200, 'The certificate.', certificateSchema)
  @Refuses(404, 'Nobody was erased under such a request.')
  certify(@Param('request') request: string, @Caller() caller: Caller): Promise<ErasureCertificate> {
    return this.queries.execute(new CertifyErasure(request, this.readerFor(caller)));
  }

  private async decide(
    decision: DecideOnErasure['decision'],
    request: string,
    {
      body,
      meta,
      accepted,
    }: { readonly body: ReasonRequest; readonly meta: CommandMetaOfMany; readonly accepted: string | undefined },
  ): Promise<ErasureResults> {
    const sent = new DecideOnErasure(decision, request, body, meta, preferredLanguage(accepted));
    return { request, results: await this.shown(await this.commands.execute(sent)) };
  }

  /** Waits until the list shows what was decided, so that whoever goes on to it finds it. A view that is far behind holds nobody up. */
  private async shown(results: readonly BulkResult[]): Promise<readonly BulkResult[]> {
    const accepted = results.filter((result) => result.outcome === 'accepted');
    const reached = accepted.map(({ reference, revision }) =>
      this.views.sealed(caseProjection.view.name, complaintStream(readReference(reference)), revision),
    );
    for (const outcome of await Promise.allSettled(reached)) {
      if (outcome.status === 'rejected' && !(outcome.reason instanceof Problem)) throw outcome.reason;
    }
    return results;
  }

  private readerFor(caller: Caller): QueueReader {
    return queueReaderOf(caller, this.clock.now());
  }

  /** A name that says of which day the request is; the same for a repeat with the same idempotency key on that day. */
  private nameFor({ caller, idempotencyKey }: CommandMetaOfMany): string {
    const key = idempotencyKey === undefined ? randomUUID() : `${callerKey(caller)} ${idempotencyKey}`;
    const digits = createHash('sha256').update(key).digest('hex').slice(0, DIGITS);
    return `erasure-${this.clock.now().slice(0, 10)}-${digits}`;
  }
}
