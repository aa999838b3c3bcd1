import type { Projection } from '@redress/eventing';
import { services } from '@redress/standalone';

/** Something that follows the log: a view, or a process manager or whatever else acts on events, which has no projection. */
export interface Follower {
  readonly name: string;
  readonly projection?: Projection;
}

/** Everything that the services keep up to date from the log. */
export const followers: readonly Follower[] = services.flatMap(({ consumers, projections }) =>
  consumers
    .flatMap(({ views }) => views)
    .map((name) => {
      const projection = projections.find(({ view }) => view.name === name);
      return { name, ...(projection && { projection }) };
    }),
);

/** The consumer groups of every service. */
export const consumerGroups: readonly string[] = services.flatMap(({ consumers }) =>
  consumers.map(({ group }) => group),
);
