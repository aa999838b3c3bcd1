import { complaint, type ComplaintCommand, type ComplaintEvent, type ComplaintState } from '@redress/domain';
import type { PublishedEvent } from '@redress/contracts';
import type { DecidedEvent, Decider, PastEvent } from '@redress/eventing';

/** Compiles only while every event that the domain decides is a published one, with the very data that was published. */
type Published<Event extends PublishedEvent> = Event;

export type ComplaintDecisionEvent = DecidedEvent & Published<ComplaintEvent>;

/** The complaint aggregate as the command handler takes it. */
export const complaintDecider: Decider<ComplaintCommand, ComplaintState, ComplaintDecisionEvent> = {
  initialState: complaint.initialState,
  decide: complaint.decide,
  evolve: (state: ComplaintState, event: PastEvent) =>
    complaint.evolve(state, event as Parameters<typeof complaint.evolve>[1]),
};
