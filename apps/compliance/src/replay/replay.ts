import { Controller, Get, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import { changesOf, Complaints, historyEntry, type HistoryEntry, type StateChange } from '@redress/complaints';
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
  textSchema,
} from '@redress/platform';

export interface ReplayedEvent extends HistoryEntry {
  readonly changes: readonly StateChange[];
}

/** Replays a complaint event by event: who did what, when and why, and what it changed. */
export class ReplayCase extends Query<readonly ReplayedEvent[]> {
  constructor(
    readonly reference: string,
    readonly atLeast?: number,
  ) {
    super();
  }
}

@QueryHandler(ReplayCase)
export class ReplayCaseHandler implements IQueryHandler<ReplayCase> {
  constructor(private readonly complaints: Complaints) {}

  async execute({ reference, atLeast }: ReplayCase): Promise<readonly ReplayedEvent[]> {
    const events = await knownHistory(this.complaints, reference, atLeast);
    const changes = changesOf(events);
    return events.map((event, index) => ({ ...historyEntry(event), changes: changes[index] ?? [] }));
  }
}

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
    @QueryParameters() { atLeast }: AtLeastQuery,
  ): Promise<{ reference: string; events: readonly ReplayedEvent[] }> {
    const events = await this.queries.execute(new ReplayCase(reference, atLeast));
    return { reference: formatReference(reference), events };
  }
}
