import { Module } from '@nestjs/common';
import { loadConfig } from '../config/load-config.js';
import type { Application } from './application.js';
import { endOnSignals } from './graceful-stop.js';
import { nodeVersionFault } from './node-version.js';
import { runService, type RunningService } from './run-service.js';

/** Several applications as one. */
@Module({})
class Applications {}

/** Wrong settings, or engines that cannot be opened: trying again without a change would fail again. */
const CANNOT_START = 3;

/**
 * Runs applications in this process, on one port, configured by the environment. When they cannot start, prints why in one line and
 * ends the process with exit code 3.
 */
export async function serve(
  applications: readonly Application[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<RunningService> {
  const [first] = applications;
  const name = first !== undefined && applications.length === 1 ? first.name : 'standalone';
  const unsuitable = nodeVersionFault();
  if (unsuitable !== undefined) return refuse(name, unsuitable);
  const forgetSignals = endOnSignals();
  try {
    return await runService({
      name,
      config: loadConfig(env),
      module: { module: Applications, imports: applications.map(({ module }) => module) },
      consumers: applications.flatMap(({ consumers }) => consumers),
    });
  } catch (error) {
    return refuse(name, error instanceof Error ? error.message : String(error));
  } finally {
    forgetSignals();
  }
}

function refuse(name: string, why: string): never {
  process.stderr.write(`Redress ${name} did not start: ${why}\n`);
  process.exit(CANNOT_START);
}
