import { Inject, type InjectionToken, type Provider } from '@nestjs/common';
import { ProcessRunner, type ProcessManager } from '@redress/eventing';
import { FOLLOWER_SOURCES, type FollowerSources } from '../views/follower-sources.js';
import { LogFollower } from '../views/log-follower.js';
import { VIEWS } from '../views/tokens.js';
import type { ViewRegistry } from '../views/view-registry.js';

/** Injection token of the `LogFollower` that feeds one process manager. */
export function processToken(name: string): string {
  return `process:${name}`;
}

/** Injects the `LogFollower` that feeds one process manager. */
export function InjectProcess(name: string): ParameterDecorator {
  return Inject(processToken(name));
}

/** Provides the {@link LogFollower} that feeds the process manager provided as `manager`, and enters it in the registry. */
export function provideProcess(name: string, manager: InjectionToken<ProcessManager>): Provider {
  return {
    provide: processToken(name),
    inject: [manager, FOLLOWER_SOURCES, VIEWS],
    useFactory: (process: ProcessManager, { logParked, ...sources }: FollowerSources, views: ViewRegistry) =>
      views.add(
        new LogFollower(name, 'process', new ProcessRunner({ process, ...sources, onParked: logParked(name) })),
      ),
  };
}
