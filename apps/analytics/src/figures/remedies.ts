import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { remedyKinds, type Money } from '@redress/contracts';
import { totalsOf } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import { Allow, Answers, Caller, listOf, objectSchema, orNull, READ_STORE } from '@redress/platform';
import type { FactRemedy } from '../facts/fact.js';
import { factsFor } from './facts-for.js';
import { FiguresRequest, questionOf, type FiguresQuestion } from './question.js';
import { hiddenCells } from './small-cells.js';
import { FiguresStanding, standingSchema, type AnswerStanding } from './standing.js';

/** The remedies of one kind and currency, of one source. */
export interface RemediesOfKind {
  readonly kind: FactRemedy['kind'];
  readonly source: FactRemedy['source'];
  /** Null for remedies without money. */
  readonly currency: string | null;
  /** How many complaints have one, of the denominator of the answer. */
  readonly numerator: number;
  readonly remedies: number;
  readonly delivered: number;
  /** The exact sums, as decimal numbers; null without money. */
  readonly value: string | null;
  readonly deliveredValue: string | null;
}

export interface Remedies extends AnswerStanding {
  /** The complaints asked for, with a remedy or without. */
  readonly denominator: number;
  readonly rows: readonly RemediesOfKind[];
  /** Rows with too few complaints to be shown. */
  readonly suppressedRows: number;
}

/** What was promised or awarded, and what it costs. */
export class CountRemedies extends Query<Remedies> {
  constructor(readonly question: FiguresQuestion) {
    super();
  }
}

@QueryHandler(CountRemedies)
export class CountRemediesHandler implements IQueryHandler<CountRemedies> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  /** Throws `Problem('too-many-complaints')`. */
  async execute({ question }: CountRemedies): Promise<Remedies> {
    const standing = await this.standing.now();
    const counted = new Map<string, RemediesOfKind>();
    let denominator = 0;
    for await (const { remedies } of factsFor(this.readStore, question, ['remedies'])) {
      denominator += 1;
      for (const [key, its] of Map.groupBy(remedies, keyOf)) {
        counted.set(key, withRemedies(counted.get(key) ?? noneOf(its[0]!), its));
      }
    }
    const all = [...counted].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
    const hidden = hiddenCells(
      all.map(({ numerator }) => numerator),
      question.reader,
    );
    const rows = all.filter((_row, place) => !hidden.has(place));
    return { ...standing, denominator, rows, suppressedRows: hidden.size };
  }
}

function keyOf({ kind, source, currency }: FactRemedy): string {
  return JSON.stringify([kind, source, currency]);
}

function noneOf({ kind, source, currency }: FactRemedy): RemediesOfKind {
  const none = currency === null ? null : '0';
  return { kind, source, currency, numerator: 0, remedies: 0, delivered: 0, value: none, deliveredValue: none };
}

/** With the remedies of one complaint more. */
function withRemedies(row: RemediesOfKind, remedies: readonly FactRemedy[]): RemediesOfKind {
  const delivered = remedies.filter((remedy) => remedy.delivered === 1);
  return {
    ...row,
    numerator: row.numerator + 1,
    remedies: row.remedies + remedies.length,
    delivered: row.delivered + delivered.length,
    value: sumOf(row.value, remedies, row.currency),
    deliveredValue: sumOf(row.deliveredValue, delivered, row.currency),
  };
}

/** Exact: amounts are decimal numbers, which binary fractions would round. */
function sumOf(sum: string | null, remedies: readonly FactRemedy[], currency: string | null): string | null {
  if (sum === null || currency === null) return null;
  const amounts = [sum, ...remedies.map(({ value }) => value ?? '0')].map((value): { readonly amount: Money } => ({
    amount: { value, currency },
  }));
  return totalsOf(amounts)[0]!.value;
}

const count = { type: 'integer', minimum: 0 };
const sum = orNull({ type: 'string', pattern: '^\\d+(\\.\\d{1,4})?$' });

/** Schema of remedies, for the API description. */
export const remediesSchema = objectSchema(
  {
    ...standingSchema,
    denominator: { ...count, description: 'The complaints asked for, with a remedy or without.' },
    suppressedRows: { ...count, description: 'Rows with too few complaints to be shown.' },
    rows: listOf(
      objectSchema({
        kind: { enum: remedyKinds },
        source: { enum: ['decision', 'award'] },
        currency: orNull({ type: 'string' }),
        numerator: { ...count, description: 'How many complaints have one.' },
        remedies: count,
        delivered: count,
        value: { ...sum, description: 'The exact sum; null without money.' },
        deliveredValue: sum,
      }),
    ),
  },
  { title: 'Remedies' },
);

@Controller('analytics/remedies')
export class RemediesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-analytics')
  @ApiOperation({ summary: 'Remedies by kind, and their money by currency.' })
  @Answers(200, 'What was promised or awarded, and delivered.', remediesSchema)
  show(@QueryParameters() request: FiguresRequest, @Caller() caller: Caller): Promise<Remedies> {
    return this.queries.execute(new CountRemedies(questionOf(request, caller)));
  }
}
