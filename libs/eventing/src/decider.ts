import type { Actor, Json, JsonObject, Instant } from './event.js';

/** An event as decided: its type and its complete, unsealed data. */
export interface DecidedEvent {
  readonly type: string;
  readonly data: object;
}

/** What a decision may know about a recorded event: current version, unsealed where the caller may read it. */
export interface PastEvent {
  readonly type: string;
  readonly data: JsonObject;
  readonly actor: Actor;
  readonly occurredAt: Instant;
  readonly commandId: string;
  /** The policy version it was decided under. */
  readonly policyVersion?: string;
  /** Its text is sealed under its own key, so it can be redacted alone. */
  readonly hasOwnKey?: true;
}

/** A refusal is a value with a stable code, never an exception. `details` name no person. */
export interface Refusal {
  readonly refused: string;
  /** The field of the command that is at fault, where commands call it differently. */
  readonly field?: string;
  readonly details?: { readonly [key: string]: Json };
}

export type Decision<Event extends DecidedEvent> = readonly Event[] | Refusal;

export function isRefusal(decision: unknown): decision is Refusal {
  return typeof decision === 'object' && decision !== null && 'refused' in decision;
}

/** An aggregate as plain functions. */
export interface Decider<Command, State, Event extends DecidedEvent> {
  readonly initialState: State;
  decide(command: Command, state: State): Decision<Event>;
  evolve(state: State, event: PastEvent): State;
  /**
   * Types of the events whose personal values make no difference to the state. They are `{ erased: true }` to `evolve`, whether their key
   * exists or not, so that a long history is not decrypted for a decision that does not depend on it. Default: none.
   */
  readonly wordsUnused?: ReadonlySet<string>;
}
