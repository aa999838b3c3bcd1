import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { HistoryEntry } from '@redress/complaints';
import { formatReference } from '@redress/domain';
import { Allow, AtLeastQuery, Reference } from '@redress/platform';
import { ReadHistory } from './case-history.query.js';

@Controller('cases/:reference/history')
export class CaseHistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('view-history')
  async show(
    @Reference() reference: string,
    @Query() { atLeast }: AtLeastQuery,
  ): Promise<{ reference: string; events: readonly HistoryEntry[] }> {
    const events = await this.queries.execute(new ReadHistory(reference, atLeast));
    return { reference: formatReference(reference), events };
  }
}
