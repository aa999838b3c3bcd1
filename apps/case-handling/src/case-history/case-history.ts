import { Controller, Get, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { Complaints, historyEntry, othersIn, withoutOthers, type HistoryEntry } from '@redress/complaints';
import type { Reference } from '@redress/contracts';
import { formatReference } from '@redress/domain';
import {
  Allow,
  Answers,
  AtLeastQuery,
  Caller,
  ComplaintWalls,
  historyEntrySchema,
  knownHistory,
  listOf,
  objectSchema,
  RouteReference,
  referenceSchema,
  Reads,
} from '@redress/platform';

/**
 * Every event of a complaint, oldest first, with personal values opened: permission to read a history includes them. Events about other
 * complaints that the reader may not know of say nothing of those.
 */
export class ReadHistory extends Query<readonly HistoryEntry[]> {
  constructor(
    readonly reference: Reference,
    readonly reader: Caller,
    readonly atLeast?: number,
  ) {
    super();
  }
}

@QueryHandler(ReadHistory)
export class ReadHistoryHandler implements IQueryHandler<ReadHistory> {
  constructor(
    private readonly complaints: Complaints,
    private readonly walls: ComplaintWalls,
  ) {}

  async execute({ reference, reader, atLeast }: ReadHistory): Promise<readonly HistoryEntry[]> {
    const events = await knownHistory(this.complaints, reference, atLeast);
    const hidden = await this.walls.hiddenAmong(reader, othersIn(events));
    return events.map((event) => withoutOthers(historyEntry(event), hidden));
  }
}

const historySchema = objectSchema({ reference: referenceSchema, events: listOf(historyEntrySchema('HistoryEntry')) });

@Controller('cases/:reference/history')
export class CaseHistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-history')
  @Reads('history')
  @ApiOperation({ summary: 'Every event of a complaint, oldest first.' })
  @Answers(200, 'The history.', historySchema)
  async show(
    @RouteReference() reference: Reference,
    @QueryParameters() { atLeast }: AtLeastQuery,
    @Caller() reader: Caller,
  ): Promise<{ reference: string; events: readonly HistoryEntry[] }> {
    const events = await this.queries.execute(new ReadHistory(reference, reader, atLeast));
    return { reference: formatReference(reference), events };
  }
}
