import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { formatReference } from '@redress/domain';
import { Allow, AtLeastQuery, Reference } from '@redress/platform';
import { ReplayCase, type ReplayedEvent } from './replay-case.query.js';

@Controller('compliance/cases/:reference/replay')
export class ReplayController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('replay-case')
  async replay(
    @Reference() reference: string,
    @Query() { atLeast }: AtLeastQuery,
  ): Promise<{ reference: string; events: readonly ReplayedEvent[] }> {
    const events = await this.queries.execute(new ReplayCase(reference, atLeast));
    return { reference: formatReference(reference), events };
  }
}
