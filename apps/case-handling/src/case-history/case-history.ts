import { Controller, Get, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Complaints, historyEntry, type HistoryEntry } from '@redress/complaints';
import { formatReference } from '@redress/domain';
import {
  Allow,
  Answers,
  AtLeastQuery,
  historyEntrySchema,
  knownHistory,
  listOf,
  objectSchema,
  Reference,
  referenceSchema,
} from '@redress/platform';

/** Every event of a complaint, oldest first, with personal values opened: permission to read a history includes them. */
export class ReadHistory extends Query<readonly HistoryEntry[]> {
  constructor(
    readonly reference: string,
    readonly atLeast?: number,
  ) {
    super();
  }
}

@QueryHandler(ReadHistory)
export class ReadHistoryHandler implements IQueryHandler<ReadHistory> {
  constructor(private readonly complaints: Complaints) {}

  async execute({ reference, atLeast }: ReadHistory): Promise<readonly HistoryEntry[]> {
    const events = await knownHistory(this.complaints, reference, atLeast);
    return events.map(historyEntry);
  }
}

const historySchema = objectSchema({ reference: referenceSchema, events: listOf(historyEntrySchema('HistoryEntry')) });

@Controller('cases/:reference/history')
export class CaseHistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-history')
  @ApiOperation({ summary: 'Every event of a complaint, oldest first.' })
  @Answers(200, 'The history.', historySchema)
  async show(
    @Reference() reference: string,
    @QueryParameters() { atLeast }: AtLeastQuery,
  ): Promise<{ reference: string; events: readonly HistoryEntry[] }> {
    const events = await this.queries.execute(new ReadHistory(reference, atLeast));
    return { reference: formatReference(reference), events };
  }
}
