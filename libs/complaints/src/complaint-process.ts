import type { ComplaintEventType } from '@redress/contracts';
import type { ProcessManager, ProjectedEvent } from '@redress/eventing';
import type { ProjectedComplaintEvent } from './complaint-projection.js';
import { COMPLAINT_STREAM_PREFIX } from './stream.js';

/** The same event by its own type. The codec has checked and upcast it, so it is one of the published ones. */
export function complaintEvent(event: ProjectedEvent): ProjectedComplaintEvent {
  return event as unknown as ProjectedComplaintEvent;
}

/** Event type -> what a process does upon it. Each gets the event with its own data, personal values sealed. */
export type ComplaintReactions = {
  readonly [Type in ComplaintEventType]?: (event: ProjectedComplaintEvent<Type>) => Promise<void>;
};

/**
 * A process manager for complaints that reacts to the types of events in the table. `name`: as in {@link ProcessManager}, which says what a
 * reaction promises.
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
