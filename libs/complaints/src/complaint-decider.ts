import type { ComplaintEvent } from '@redress/contracts';
import { complaint, type ComplaintCommand, type ComplaintState, type PastComplaintEvent } from '@redress/domain';
import type { Decider, PastEvent } from '@redress/eventing';

/** The complaint aggregate as the command handler takes it. */
export const complaintDecider: Decider<ComplaintCommand, ComplaintState, ComplaintEvent> = {
  initialState: complaint.initialState,
  decide: complaint.decide,
  // The codec has checked and upcast it, so it is one of the published events.
  evolve: (state: ComplaintState, event: PastEvent) => complaint.evolve(state, event as PastComplaintEvent),
};
