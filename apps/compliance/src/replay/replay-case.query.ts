import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Complaints, historyEntry, type HistoryEntry } from '@redress/complaints';
import { complaint, type ComplaintState, type PastComplaintEvent } from '@redress/domain';
import { Problem } from '@redress/platform';
import { stateDifference, type StateChange } from './state-difference.js';

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
    let state: ComplaintState = complaint.initialState;
    return events.map((event) => {
      const before = state;
      const { actor, occurredAt, commandId } = event.metadata;
      state = complaint.evolve(state, { ...event, actor, occurredAt, commandId } as unknown as PastComplaintEvent);
      return { ...historyEntry(event), changes: stateDifference(before, state) };
    });
  }
}
