import type { Projection, ViewDefinition } from '@redress/eventing';
import { DELIVERIES_VIEW, HELD_MESSAGES_VIEW } from '@redress/notification';
import { separateServices } from './separate-services.js';

/** Something that follows the log: a view, or a process manager or whatever else acts on events, which has no projection. */
export interface Follower {
  readonly name: string;
  readonly projection?: Projection;
  /** Its documents; absent for a process manager, which only keeps its place. */
  readonly documents?: ViewDefinition;
}

/** Documents of what acts on events, which no projection can build anew. */
const KEPT_BY_PROCESSES = [DELIVERIES_VIEW, HELD_MESSAGES_VIEW];

/** Everything that the services keep up to date from the log. */
export const followers: readonly Follower[] = separateServices.flatMap(({ consumers, projections }) =>
  consumers
    .flatMap(({ views }) => views)
    .map((name) => {
      const projection = projections.find(({ view }) => view.name === name);
      const documents = projection?.view ?? KEPT_BY_PROCESSES.find((view) => view.name === name);
      return { name, ...(projection && { projection }), ...(documents && { documents }) };
    }),
);

/** The consumer groups of every service. */
export const consumerGroups: readonly string[] = separateServices.flatMap(({ consumers }) =>
  consumers.map(({ group }) => group),
);
