import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Reference } from '@redress/contracts';
import { complaintStatuses, formatReference } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  Caller,
  instantSchema,
  listOf,
  objectSchema,
  READ_STORE,
  referenceSchema,
  Text,
  textSchema,
  WholeNumberInQuery,
} from '@redress/platform';
import { IsOptional } from 'class-validator';
import { createHash } from 'node:crypto';
import { openableCasesFor } from './facts-for.js';
import { FiguresRequest, type FiguresQuestion, questionOf } from './question.js';
import type { OpenableCase } from './recurrence.js';
import { FiguresStanding, standingSchema, type AnswerStanding } from './standing.js';

const SEED_LENGTH_MAX = 100;
/** What one person can read in an audit. */
const SAMPLE_MAX = 200;
const SAMPLE_DEFAULT = 25;

/** `?seed=audit-2026-3&size=25&from=2026-07-01&to=2026-09-30` */
export class AuditSampleRequest extends FiguresRequest {
  /** Whatever the auditor chooses; the same seed draws the same cases. */
  @Text(SEED_LENGTH_MAX)
  seed!: string;

  /** Default: 25. */
  @IsOptional()
  @WholeNumberInQuery(1, SAMPLE_MAX)
  size?: number;
}

/** Cases drawn for an audit. */
export interface AuditSample extends AnswerStanding {
  readonly seed: string;
  /** Complaints among which was drawn. */
  readonly population: number;
  /** In the order in which they were drawn: a smaller sample is the beginning of a larger one. */
  readonly cases: readonly OpenableCase[];
}

/** Draws cases that the reader may open. */
export class DrawSample extends Query<AuditSample> {
  constructor(
    readonly question: FiguresQuestion,
    readonly seed: string,
    readonly size: number,
  ) {
    super();
  }
}

/**
 * The place of a case in a draw: SHA-256 over seed, line feed and stored reference, in hexadecimal. Whoever has the list of references can draw
 * again, and nobody who chose the seed beforehand can choose the cases.
 */
export function drawOf(seed: string, reference: Reference): string {
  return createHash('sha256').update(`${seed}\n${reference}`).digest('hex');
}

interface Drawn extends OpenableCase {
  readonly draw: string;
}

@QueryHandler(DrawSample)
export class DrawSampleHandler implements IQueryHandler<DrawSample> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('too-many-complaints')`. */
  async execute({ question, seed, size }: DrawSample): Promise<AuditSample> {
    const standing = await this.standing.now();
    let population = 0;
    let drawn: Drawn[] = [];
    for await (const { reference, fact } of openableCasesFor(this.readStore, question)) {
      population += 1;
      const { receivedAt, status } = fact;
      drawn.push({ draw: drawOf(seed, reference), reference: formatReference(reference), receivedAt, status });
      if (drawn.length >= 2 * SAMPLE_MAX) drawn = first(drawn, size);
    }
    const cases = first(drawn, size).map(({ draw: _draw, ...one }) => one);
    return { ...standing, seed, population, cases };
  }
}

function first(drawn: readonly Drawn[], size: number): Drawn[] {
  return [...drawn].sort((one, other) => (one.draw < other.draw ? -1 : 1)).slice(0, size);
}

const sampleSchema = objectSchema(
  {
    ...standingSchema,
    seed: textSchema,
    population: { type: 'integer', minimum: 0, description: 'Complaints among which was drawn.' },
    cases: listOf(
      objectSchema({ reference: referenceSchema, receivedAt: instantSchema, status: { enum: complaintStatuses } }),
    ),
  },
  { title: 'AuditSample' },
);

@Controller('analytics')
export class AuditSampleController {
  constructor(private readonly queries: QueryBus) {}

  @Get('audit-sample')
  @Allow('replay-case')
  @ApiOperation({
    summary:
      'Cases for an audit, by chance: those with the smallest SHA-256 over seed, line feed and reference without hyphens.',
  })
  @Answers(200, 'At most 200, in the order in which they were drawn.', sampleSchema)
  draw(@QueryParameters() request: AuditSampleRequest, @Caller() caller: Caller): Promise<AuditSample> {
    const { seed, size = SAMPLE_DEFAULT } = request;
    return this.queries.execute(new DrawSample(questionOf(request, caller), seed, size));
  }
}
