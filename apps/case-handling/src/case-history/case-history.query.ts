import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Complaints, historyEntry, type HistoryEntry } from '@redress/complaints';
import { Problem } from '@redress/platform';

/** Every event of a complaint, oldest first, personal values opened. Whoever may see a history may see those too. */
export class ReadHistory extends Query<readonly HistoryEntry[]> {
  constructor(
    readonly reference: string,
    readonly atLeast = 0,
  ) {
    super();
  }
}

@QueryHandler(ReadHistory)
export class ReadHistoryHandler implements IQueryHandler<ReadHistory> {
  constructor(private readonly complaints: Complaints) {}

  async execute({ reference, atLeast }: ReadHistory): Promise<readonly HistoryEntry[]> {
    const events = await this.complaints.history(reference);
    if (events.length === 0) throw new Problem('complaint-unknown');
    // This reads the log itself: what is not there now was never answered to anybody, and is not worth waiting for.
    if (events.length <= atLeast) throw new Problem('view-behind', { retryAfterSeconds: 1 });
    return events.map(historyEntry);
  }
}
