import type { Outcome } from '@redress/eventing';
import { Problem } from '../problems/problem.js';

export type Accepted = Extract<Outcome, { kind: 'accepted' }>;

/** Any answer to a command: its revision becomes the `ETag`, and a repeat is marked as such. */
export abstract class RevisionAnswer {
  readonly revision: number;
  readonly #replayed: boolean;

  constructor(outcome: Accepted) {
    this.revision = outcome.revision;
    this.#replayed = outcome.replayed;
  }

  /** True when the command had been recorded before and nothing was done now. A header, not part of the body. */
  get replayed(): boolean {
    return this.#replayed;
  }
}

/** What every command on a complaint is answered with. `events` is empty when nothing had to be changed. */
export class CommandAnswer extends RevisionAnswer {
  readonly events: readonly string[];

  constructor(
    readonly reference: string,
    outcome: Accepted,
  ) {
    super(outcome);
    this.events = outcome.events;
  }
}

/** The one place where an outcome is told over HTTP: an accepted one is returned, any other thrown as a `Problem`. */
export function acceptedOrProblem(outcome: Outcome): Accepted {
  switch (outcome.kind) {
    case 'accepted':
      return outcome;
    case 'refused':
      throw Problem.ofRefusal(outcome.refusal);
    case 'revision-mismatch':
      throw new Problem('revision-mismatch', { details: { actual: outcome.actual } });
    case 'command-reused':
      throw new Problem('idempotency-key-reused');
  }
}
