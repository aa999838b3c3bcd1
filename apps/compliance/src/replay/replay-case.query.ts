import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { changesOf, Complaints, historyEntry, type HistoryEntry, type StateChange } from '@redress/complaints';
import { Problem } from '@redress/platform';

export interface ReplayedEvent extends HistoryEntry {
  readonly changes: readonly StateChange[];
}

/** A complaint lived through once more: for every event who did what, when and why, and what it changed. */
export class ReplayCase extends Query<readonly ReplayedEvent[]> {
  constructor(
    readonly reference: string,
    readonly atLeast = 0,
  ) {
    super();
  }
}

@QueryHandler(ReplayCase)
export class ReplayCaseHandler implements IQueryHandler<ReplayCase> {
  constructor(private readonly complaints: Complaints) {}

  async execute({ reference, atLeast }: ReplayCase): Promise<readonly ReplayedEvent[]> {
    const events = await this.complaints.history(reference);
    if (events.length === 0) throw new Problem('complaint-unknown');
    // This reads the log itself: what is not there now was never answered to anybody, and is not worth waiting for.
    if (events.length <= atLeast) throw new Problem('view-behind', { retryAfterSeconds: 1 });
    const changes = changesOf(events);
    return events.map((event, index) => ({ ...historyEntry(event), changes: changes[index] ?? [] }));
  }
}
