import { rmSync } from 'node:fs';
import { specSettings } from './addresses.mjs';
import { specsFolder } from './folders.mjs';
import { startEngines, stopEngines } from './start-engines.mjs';

/** Shared by all specs of a run, which keep apart by names of their own. Each EventStoreDB must be empty, so specs start theirs. */
const SHARED = ['kafka', 'mongodb'];

/**
 * Starts the engines of one run of specs, on ports and in a folder of its own, so that several may run in one clone. Answers the settings by which
 * specs find them, where their files are, and how to stop them. Throws when one cannot be had.
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
