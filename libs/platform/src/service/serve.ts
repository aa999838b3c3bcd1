import { Module } from '@nestjs/common';
import { loadConfig } from './configuration/load-config.js';
import { endOnSignals } from './graceful-stop.js';
import { type Application, type RunningService, runService, viewOwnerOf } from './run-service.js';

/** Combines several applications into one. */
@Module({})
class Applications {}

/**
 * Runs applications in this process, on one port, configured by the environment. On failure prints the reason in one line and exits with
 * code 3.
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
      // Apart, a service's output goes to a log.
      notes: applications.length > 1 ? applications.flatMap(({ startupNotes }) => startupNotes ?? []) : [],
    }),
  );
}

/** Exit code for invalid settings or engines that cannot be opened: a retry without a change would fail again. */
const CANNOT_START = 3;

/** Starts a process; on failure prints the reason in one line and exits with code 3. */
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

/** Finds the fault of the running Node.js version. An older one lacks `Temporal`, and crashes in the storage engine. */
function nodeVersionFault(version: string = process.versions.node): string | undefined {
  if (Number(version.split('.')[0]) >= NODE_MAJOR_MIN) return undefined;
  return `Node.js ${version} runs this, and ${NODE_MAJOR_MIN} or later is needed. Start it with npm start, which brings its own.`;
}
