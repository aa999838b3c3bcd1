import type { Provider } from '@nestjs/common';
import { ProjectionRunner, type Projection } from '@redress/eventing';
import { FOLLOWER_SOURCES, type FollowerSources } from './follower-sources.js';
import { LogFollower } from './log-follower.js';
import { VIEWS, viewToken } from './tokens.js';
import type { ViewRegistry } from './view-registry.js';

/** Provides the {@link LogFollower} that keeps a projection's view, under `viewToken(name)`, and enters it in the registry. */
export function provideView(projection: Projection): Provider {
  const { name } = projection.view;
  return {
    provide: viewToken(name),
    inject: [FOLLOWER_SOURCES, VIEWS],
    useFactory: ({ logParked, ...sources }: FollowerSources, views: ViewRegistry) =>
      views.add(
        new LogFollower(name, 'view', new ProjectionRunner({ projection, ...sources, onParked: logParked(name) })),
      ),
  };
}
