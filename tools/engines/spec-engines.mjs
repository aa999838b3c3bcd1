import { rmSync } from 'node:fs';
import { specSettings } from './addresses.mjs';
import { specsFolder } from './folders.mjs';
import { startEngines, stopEngines } from './start-engines.mjs';

/** Shared by all specs of a run, which use separate names. Each EventStoreDB must be empty, so specs start their own. */
const SHARED = ['kafka', 'mongodb'];

/**
 * Starts the engines of one run of specs, on separate ports and in a separate folder, so that several may run in one clone. Returns their
 * settings and folder, and a function to stop them. Throws if one is unavailable.
 */
export async function startSpecEngines() {
  const folder = specsFolder();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const engines = await startEngines(SHARED, { folder });
    const stop = () => stopEngines(engines).finally(remove);
    return { settings: specSettings(engines), folder, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
