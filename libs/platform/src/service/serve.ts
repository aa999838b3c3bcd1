import { Module } from '@nestjs/common';
import { loadConfig } from './configuration/load-config.js';
import { endOnSignals } from './graceful-stop.js';
import { type Application, type RunningService, runService, viewOwnerOf } from './run-service.js';

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

/** Exit code of wrong settings, or engines that cannot be opened: trying again without a change would fail again. */
const CANNOT_START = 3;

/** Starts a process; when that fails, prints why in one line and ends the process with exit code 3. */
export async function startOrExplain<Started>(name: string, start: () => Promise<Started>): Promise<Started> {
  const unsuitable = nodeVersionFault();
  if (unsuitable !== undefined) return refuse(name, unsuitable);
  const forgetSignals = endOnSignals();
  try {
    return await start();
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

const NODE_MAJOR_MIN = 26;

/** Finds what is wrong with the Node.js that runs this. An older one lacks `Temporal`, and the storage engine crashes it. */
function nodeVersionFault(version: string = process.versions.node): string | undefined {
  if (Number(version.split('.')[0]) >= NODE_MAJOR_MIN) return undefined;
  return `Node.js ${version} runs this, and ${NODE_MAJOR_MIN} or later is needed. Start it with npm start, which brings its own.`;
}
