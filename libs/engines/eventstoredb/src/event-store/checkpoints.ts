import type { Position } from '@redress/eventing';

/**
 * Decides which of the server's checkpoints a follower may resume behind. A checkpoint says how far the server has searched among events
 * that it does not send. It comes by a way of its own, and three things can be wrong with it:
 *
 * - It overtakes events: the client reports it while it parses, and events that it parsed before still wait in its buffer. So nothing
 *   counts before `settle` is told that the buffer is empty.
 * - It stands for nothing that exists: EventStoreDB 24.2.0 sends (2^64-1, 2^64-1) when it goes live. So nothing counts that is not below a
 *   position known to exist.
 * - It stands at an event that the server sends next (KurrentDB 25.0.0). So a checkpoint counts only when a later one has passed it.
 */
export class Checkpoints {
  /** The next that may count, and a later one, which says that the server has gone on from it. */
  private candidate: Position | undefined;
  private passedBy: Position | undefined;

  /** `settled`: everything of ours up to there has been received. */
  constructor(private settled: Position) {}

  /** The newest checkpoint that may be resumed behind, or where the search began. Never moves back. */
  get newest(): Position {
    return this.settled;
  }

  /** The server has sent a checkpoint. It may be anything. */
  hear(position: Position): void {
    if (position <= this.settled) return;
    if (this.candidate !== undefined && position > this.candidate) this.passedBy = position;
    else if (position !== this.candidate) this.startAt(position);
  }

  /** All events parsed so far have been received, and an event, of anyone's, is known to exist at `knownToExist`. */
  settle(knownToExist: Position): void {
    const { candidate, passedBy } = this;
    if (candidate === undefined || passedBy === undefined || passedBy > knownToExist) return;
    this.settled = candidate;
    this.startAt(passedBy);
  }

  private startAt(candidate: Position): void {
    this.candidate = candidate;
    this.passedBy = undefined;
  }
}
