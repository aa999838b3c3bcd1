import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { changesOf, Complaints, historyEntry, type HistoryEntry, type StateChange } from '@redress/complaints';
import { knownHistory } from '@redress/platform';

export interface ReplayedEvent extends HistoryEntry {
  readonly changes: readonly StateChange[];
}

/** A complaint lived through once more: for every event who did what, when and why, and what it changed. */
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
