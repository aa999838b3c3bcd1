import { endOnSignals } from './graceful-stop.js';
import { nodeVersionFault } from './node-version.js';

/** Wrong settings, or engines that cannot be opened: trying again without a change would fail again. */
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
