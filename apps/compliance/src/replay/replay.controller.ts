import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
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
  textSchema,
} from '@redress/platform';
import { ReplayCase, type ReplayedEvent } from './replay-case.query.js';

const changes = listOf(objectSchema({ part: textSchema, before: {}, after: {} }));
const replaySchema = objectSchema({
  reference: referenceSchema,
  events: listOf(historyEntrySchema('ReplayedEvent', { changes })),
});

@Controller('compliance/cases/:reference/replay')
export class ReplayController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('replay-case')
  @ApiOperation({ summary: 'What every event changed.' })
  @Answers(200, 'The replay.', replaySchema)
  async replay(
    @Reference() reference: string,
    @Query() { atLeast }: AtLeastQuery,
  ): Promise<{ reference: string; events: readonly ReplayedEvent[] }> {
    const events = await this.queries.execute(new ReplayCase(reference, atLeast));
    return { reference: formatReference(reference), events };
  }
}
