import type { ComplaintEventType } from '@redress/contracts';
import type { ProcessManager, ProjectedEvent } from '@redress/eventing';
import type { ProjectedComplaintEvent } from './complaint-projection.js';
import { COMPLAINT_STREAM_PREFIX } from './stream.js';

/** Narrows an event to its own type. The codec has validated and upcast it, so it is a published event. */
export function complaintEvent(event: ProjectedEvent): ProjectedComplaintEvent {
  return event as unknown as ProjectedComplaintEvent;
}

/** Reactions of a process by event type. Each receives the event with its own data, personal values sealed. */
export type ComplaintReactions = {
  readonly [Type in ComplaintEventType]?: (event: ProjectedComplaintEvent<Type>) => Promise<void>;
};

/**
 * Creates a process manager for complaints from a table of reactions. {@link ProcessManager} explains `name` and what a reaction promises.
 */
export function complaintProcess(name: string, reactions: ComplaintReactions): ProcessManager {
  return {
    name,
    streamPrefix: COMPLAINT_STREAM_PREFIX,
    reactsTo: Object.keys(reactions),
    on: async (projected: ProjectedEvent) => {
      const event = complaintEvent(projected);
      const react = reactions[event.type] as ((event: ProjectedComplaintEvent) => Promise<void>) | undefined;
      await react?.(event);
    },
  };
}
