import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Complaints, historyEntry, type HistoryEntry } from '@redress/complaints';
import { knownHistory } from '@redress/platform';

/** Every event of a complaint, oldest first, personal values opened. Whoever may see a history may see those too. */
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
