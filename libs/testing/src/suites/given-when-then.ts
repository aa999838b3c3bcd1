import { expect } from '@jest/globals';
import { type DecidedEvent, type Decider, isRefusal, type PastEvent } from '@redress/eventing';

/** The result of a decision, for assertions. */
export interface Then<Event extends DecidedEvent> {
  /** Exactly these events, in this order. */
  then(expected: readonly Event[]): void;
  /** No events: nothing would change. A refusal is not nothing. */
  thenNothing(): void;
  /** A refusal with this code. */
  thenRefused(code: string): void;
}

export interface When<Command, Event extends DecidedEvent> {
  when(command: Command): Then<Event>;
}

/**
 * Specs of a decider that read as sentences: `given([...events]).when(command).then([...events])`. Each sentence starts from the
 * decider's initial state, so nothing is shared between them.
 *
 *     const given = givenFor(complaint);
 *     given([received, closed]).when(assess).thenRefused('complaint-closed');
 */
export function givenFor<Command, State, Event extends DecidedEvent>(
  decider: Decider<Command, State, Event>,
): (history: readonly PastEvent[]) => When<Command, Event> {
  return (history) => ({
    when(command) {
      const state = history.reduce((before, event) => decider.evolve(before, event), decider.initialState);
      const decision = decider.decide(command, state);
      return {
        then: (expected) => expect(decision).toEqual(expected),
        thenNothing: () => expect(decision).toEqual([]),
        thenRefused: (code) => expect(isRefusal(decision) ? decision.refused : decision).toBe(code),
      };
    },
  });
}
