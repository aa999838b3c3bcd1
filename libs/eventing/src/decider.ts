import type { Actor, Json, JsonObject } from './event.js';

/** An event as a decision makes it: its type and its whole, unsealed data. */
export interface DecidedEvent {
  readonly type: string;
  readonly data: object;
}

/** What a decision may know of an event that was recorded: current version, unsealed where the caller may read it. */
export interface PastEvent {
  readonly type: string;
  readonly data: JsonObject;
  readonly actor: Actor;
  readonly occurredAt: string;
  readonly commandId: string;
  /** The policy under which it was decided. */
  readonly policyVersion?: string;
  /** Its words are sealed under a key of their own: they can be redacted alone. */
  readonly hasOwnKey?: true;
}

/** A refusal is a value with a stable code, never an exception. `details` name no person. */
export interface Refusal {
  readonly refused: string;
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
}
