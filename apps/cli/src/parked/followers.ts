import { services } from '@redress/standalone';
import type { Projection } from '@redress/eventing';

/** Something that follows the log and may have parked complaints: a view, or a process manager, which has no projection. */
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
