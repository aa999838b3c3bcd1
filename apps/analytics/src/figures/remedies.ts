import { Controller, Get, Inject, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { remedyKinds, type Money } from '@redress/contracts';
import { totalsOf } from '@redress/domain';
import type { ReadStore } from '@redress/eventing';
import { Allow, Answers, Caller, listOf, objectSchema, orNull, READ_STORE } from '@redress/platform';
import type { FactRemedy } from '../facts/fact.js';
import { factsFor, FiguresRequest, questionOf, type FiguresQuestion } from './question.js';
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

interface Counted {
  complaints: number;
  readonly remedies: FactRemedy[];
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
    const counted = new Map<string, Counted>();
    let denominator = 0;
    for await (const { remedies } of factsFor(this.readStore, question, ['remedies'])) {
      denominator += 1;
      for (const [key, its] of Map.groupBy(remedies, keyOf)) {
        const known = counted.get(key) ?? { complaints: 0, remedies: [] };
        known.complaints += 1;
        known.remedies.push(...its);
        counted.set(key, known);
      }
    }
    const all = [...counted].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
    const hidden = hiddenCells(
      all.map(({ complaints }) => complaints),
      question.reader,
    );
    const rows = all.filter((_row, place) => !hidden.has(place)).map(rowOf);
    return { ...standing, denominator, rows, suppressedRows: hidden.size };
  }
}

function keyOf({ kind, source, currency }: FactRemedy): string {
  return JSON.stringify([kind, source, currency]);
}

function rowOf({ complaints, remedies }: Counted): RemediesOfKind {
  const { kind, source, currency } = remedies[0]!;
  const delivered = remedies.filter((remedy) => remedy.delivered === 1);
  return {
    kind,
    source,
    currency,
    numerator: complaints,
    remedies: remedies.length,
    delivered: delivered.length,
    value: sumOf(remedies, currency),
    deliveredValue: sumOf(delivered, currency),
  };
}

/** Exact: amounts are decimal numbers, which binary fractions would round. */
function sumOf(remedies: readonly FactRemedy[], currency: string | null): string | null {
  if (currency === null) return null;
  const amounts = remedies.map(({ value }): { readonly amount: Money } => ({
    amount: { value: value ?? '0', currency },
  }));
  return totalsOf(amounts)[0]?.value ?? '0';
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
