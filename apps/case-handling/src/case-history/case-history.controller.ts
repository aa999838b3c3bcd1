import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { HistoryEntry } from '@redress/complaints';
import { formatReference } from '@redress/domain';
import {
  Allow,
  Answers,
  AtLeastQuery,
  historyEntrySchema,
  listOf,
  objectSchema,
  Reference,
  referenceSchema,
} from '@redress/platform';
import { ReadHistory } from './case-history.query.js';

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
    @Query() { atLeast }: AtLeastQuery,
  ): Promise<{ reference: string; events: readonly HistoryEntry[] }> {
    const events = await this.queries.execute(new ReadHistory(reference, atLeast));
    return { reference: formatReference(reference), events };
  }
}
