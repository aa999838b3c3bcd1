import { Controller, Get, Query as QueryParameters } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import {
  changesOf,
  changesWithoutOthers,
  Complaints,
  historyEntry,
  othersIn,
  withoutOthers,
  type HistoryEntry,
  type StateChange,
} from '@redress/complaints';
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
  textSchema,
  Reads,
} from '@redress/platform';

export interface ReplayedEvent extends HistoryEntry {
  readonly changes: readonly StateChange[];
}

/**
 * Replays a complaint event by event: who did what, when and why, and what it changed. Says nothing of other complaints that the reader may
 * not know of.
 */
export class ReplayCase extends Query<readonly ReplayedEvent[]> {
  constructor(
    readonly reference: Reference,
    readonly reader: Caller,
    readonly atLeast?: number,
  ) {
    super();
  }
}

@QueryHandler(ReplayCase)
export class ReplayCaseHandler implements IQueryHandler<ReplayCase> {
  constructor(
    private readonly complaints: Complaints,
    private readonly walls: ComplaintWalls,
  ) {}

  async execute({ reference, reader, atLeast }: ReplayCase): Promise<readonly ReplayedEvent[]> {
    const events = await knownHistory(this.complaints, reference, atLeast);
    const hidden = await this.walls.hiddenAmong(reader, othersIn(events));
    const changes = changesOf(events);
    return events.map((event, index) => ({
      ...withoutOthers(historyEntry(event), hidden),
      changes: changesWithoutOthers(changes[index] ?? [], hidden),
    }));
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
  @Reads('replay')
  @ApiOperation({ summary: 'What every event changed.' })
  @Answers(200, 'The replay.', replaySchema)
  async replay(
    @RouteReference() reference: Reference,
    @QueryParameters() { atLeast }: AtLeastQuery,
    @Caller() reader: Caller,
  ): Promise<{ reference: string; events: readonly ReplayedEvent[] }> {
    const events = await this.queries.execute(new ReplayCase(reference, reader, atLeast));
    return { reference: formatReference(reference), events };
  }
}
