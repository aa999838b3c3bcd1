import { Module } from '@nestjs/common';
import { loadConfig } from '../config/load-config.js';
import { viewOwnerOf, type Application } from './application.js';
import type { RunningService } from './run-process.js';
import { runService } from './run-service.js';
import { startOrExplain } from './start-or-explain.js';

/** Several applications as one. */
@Module({})
class Applications {}

/**
 * Runs applications in this process, on one port, configured by the environment. When they cannot start, prints why in one line and
 * ends the process with exit code 3.
 */
export function serve(
  applications: readonly Application[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<RunningService> {
  const [first] = applications;
  const name = first !== undefined && applications.length === 1 ? first.name : 'standalone';
  return startOrExplain(name, () =>
    runService({
      name,
      config: loadConfig(env),
      module: { module: Applications, imports: applications.map(({ module }) => module) },
      owners: applications.map(viewOwnerOf),
      consumers: applications.flatMap(({ consumers }) => consumers),
    }),
  );
}
