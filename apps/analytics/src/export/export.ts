import {
  Controller,
  Get,
  Header,
  Headers,
  Inject,
  Query as QueryParameters,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { type Language, languages } from '@redress/contracts';
import type { ReadStore } from '@redress/eventing';
import {
  Allow,
  Answers,
  Caller,
  CSV_MEDIA_TYPE,
  csvTable,
  listOf,
  objectSchema,
  orNull,
  preferredLanguage,
  READ_STORE,
  textSchema,
} from '@redress/platform';
import { text } from '@redress/texts';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { pipeline, Readable, Transform } from 'node:stream';
import { readingUpTo } from '../facts/each-visible-fact.js';
import { factsFor } from '../figures/facts-for.js';
import { FiguresRequest, questionOf, type FiguresQuestion } from '../figures/question.js';
import { FiguresStanding, type AnswerStanding } from '../figures/standing.js';
import {
  type CellType,
  cellTypes,
  columnNames,
  columnTypes,
  factColumns,
  type ListFields,
  rowOf,
  wordsOf,
  type ColumnName,
  type FactRow,
} from './fact-columns.js';
import { PARQUET_MEDIA_TYPE, parquetOf } from './parquet.js';

export const exportFormats = ['csv', 'jsonl', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

const mediaTypes: { readonly [format in ExportFormat]: string } = {
  csv: CSV_MEDIA_TYPE,
  jsonl: 'application/jsonl; charset=utf-8',
  parquet: PARQUET_MEDIA_TYPE,
};

/** `?format=jsonl&from=2026-01-01&product=card` */
export class ExportRequest extends FiguresRequest {
  /** Default: as `Accept` asks, else csv. */
  @IsOptional()
  @IsIn(exportFormats)
  format?: ExportFormat;
}

/** The fact table of the complaints that the reader may know of, by receipt. */
export class ExportFacts extends Query<{ readonly standing: AnswerStanding; readonly content: Readable }> {
  constructor(
    readonly question: FiguresQuestion,
    readonly format: ExportFormat,
  ) {
    super();
  }
}

@QueryHandler(ExportFacts)
export class ExportFactsHandler implements IQueryHandler<ExportFacts> {
  constructor(
    @Inject(READ_STORE) private readonly readStore: ReadStore,
    private readonly standing: FiguresStanding,
  ) {}

  async execute({
    question,
    format,
  }: ExportFacts): Promise<{ readonly standing: AnswerStanding; readonly content: Readable }> {
    const standing = await this.standing.now();
    return { standing, content: contentOf(this.rows(question), format, standing) };
  }

  /** Read as the client takes them, a page at a time: their number has no bound. */
  private async *rows(question: FiguresQuestion): AsyncGenerator<FactRow> {
    const facts = factsFor(this.readStore, question, columnNames, readingUpTo(Number.POSITIVE_INFINITY));
    for await (const fact of facts) yield rowOf(fact);
  }
}

function contentOf(rows: AsyncIterable<FactRow>, format: ExportFormat, standing: AnswerStanding): Readable {
  switch (format) {
    case 'csv':
      return csvTable(columnNames, rows);
    case 'jsonl':
      return asJsonLines(Readable.from(rows));
    case 'parquet': {
      const dictionary = Object.fromEntries(languages.map((language) => [language, dictionaryIn(language)]));
      const about = { 'redress.position': standing.position, 'redress.as-of': standing.asOf };
      const described = { ...about, 'redress.dictionary': JSON.stringify(dictionary) };
      return Readable.from(parquetOf(rows, described), { objectMode: false });
    }
  }
}

function asJsonLines(rows: Readable): Readable {
  const lines = new Transform({
    writableObjectMode: true,
    transform: (row: FactRow, _encoding, done) => done(null, `${JSON.stringify(row)}\n`),
  });
  // When either end fails or closes, so does the other: the reader of a table that was cut short sees its connection break.
  pipeline(rows, lines, () => undefined);
  return lines;
}

/** One column of the table, in the language of its reader. */
export interface ColumnMeaning {
  readonly name: ColumnName;
  readonly type: (typeof columnTypes)[number];
  readonly meaning: string;
  /** The words it can hold; null where the organization chooses them. */
  readonly words: readonly string[] | null;
  /** What the objects of a list hold; null for any other column. */
  readonly fields: readonly { readonly name: string; readonly type: CellType }[] | null;
}

export function dictionaryIn(language: Language): readonly ColumnMeaning[] {
  return columnNames.map((name) => {
    const column = factColumns[name];
    const { type } = column;
    const fields = column.type === 'list' ? fieldsOf(column.fields) : null;
    return { name, type, meaning: text(language, column.meaning), words: wordsOf(name) ?? null, fields };
  });
}

function fieldsOf(fields: ListFields): ColumnMeaning['fields'] {
  return Object.entries(fields).map(([name, type]) => ({ name, type }));
}

/** Schema of the dictionary, for the API description. */
export const dictionarySchema = objectSchema(
  {
    columns: listOf(
      objectSchema({
        name: { enum: columnNames },
        type: { enum: columnTypes },
        meaning: textSchema,
        words: orNull(listOf(textSchema)),
        fields: orNull(listOf(objectSchema({ name: textSchema, type: { enum: cellTypes } }))),
      }),
    ),
  },
  { title: 'FactDictionary' },
);

const table = { schema: { type: 'string' } } as const;

@Controller('analytics/export')
export class ExportController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('export-facts')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The fact table without identities: one row for each complaint.' })
  @ApiResponse({
    status: 200,
    description:
      'CSV, JSON Lines or Parquet. `redress-position`, `redress-as-of` and `redress-lag-events` say what it stands for.',
    content: {
      'text/csv': table,
      'application/jsonl': table,
      [PARQUET_MEDIA_TYPE]: { schema: { type: 'string', format: 'binary' } },
    },
  })
  async export(
    @QueryParameters() request: ExportRequest,
    @Caller() caller: Caller,
    @Headers('accept') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const format = request.format ?? formatFor(accepted);
    const { standing, content } = await this.queries.execute(new ExportFacts(questionOf(request, caller), format));
    void reply.headers({
      'redress-position': standing.position,
      'redress-as-of': standing.asOf,
      ...(standing.lagEvents !== null && { 'redress-lag-events': standing.lagEvents }),
    });
    return new StreamableFile(content, {
      type: mediaTypes[format],
      disposition: `attachment; filename="complaint-facts.${format}"`,
    });
  }

  @Get('dictionary')
  @Allow('view-analytics')
  @ApiOperation({ summary: 'What each column of the fact table means.' })
  @Answers(200, 'In the language of `Accept-Language`.', dictionarySchema)
  dictionary(@Headers('accept-language') accepted: string | undefined): { readonly columns: readonly ColumnMeaning[] } {
    return { columns: dictionaryIn(preferredLanguage(accepted)) };
  }
}

const JSON_LINES = /application\/(?:jsonl|x-ndjson|x-jsonlines)/;

function formatFor(accepted = ''): ExportFormat {
  if (accepted.includes(PARQUET_MEDIA_TYPE)) return 'parquet';
  return JSON_LINES.test(accepted) ? 'jsonl' : 'csv';
}
