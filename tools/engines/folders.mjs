/** Where the engines of this clone leave their files. All of it is git-ignored. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap/workspace.mjs';

/** `REDRESS_ENGINES_FOLDER` keeps a second set of engines apart from the clone's own. */
const cache = process.env.REDRESS_ENGINES_FOLDER || join(root, '.cache', 'engines');

/** Data and logs of the engines that run, or of those that ran last. */
export const runFolder = join(cache, 'run');

/** Who supervises them and how to reach it. */
export const stateFile = join(cache, 'supervisor.json');

/** What a supervisor in the background prints. */
export const supervisorLog = join(cache, 'supervisor.log');

/** Every start begins with empty engines, so that nothing depends on what an earlier one left. */
export function emptyRunFolder() {
  rmSync(runFolder, { recursive: true, force: true });
  mkdirSync(runFolder, { recursive: true });
}

/** A folder of one engine's own. */
export function engineFolder(name) {
  const folder = join(runFolder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
