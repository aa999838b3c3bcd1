import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isRunning } from '../bootstrap/turn.mjs';
import { root, say } from '../bootstrap/workspace.mjs';

// Where the engines of this clone leave their files. All of it is git-ignored.

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

/**
 * A new folder for the engines of one run of specs: several may run at once, beside engines that a developer has started. Those of runs that
 * were killed are removed.
 */
export function specsFolder() {
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache)) {
    const pid = /^specs-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(cache, `specs-${process.pid}-`));
}

/** The files that engines print or log into; their data lies in other ones. */
function logFiles() {
  if (!existsSync(runFolder)) return [];
  return readdirSync(runFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(log|txt)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(runFolder, path).split(/[\\/]/).includes('data'));
}

/** Prints the last lines of each log, of the engines that run or of those that ran last. Containers keep their own: `docker logs`. */
export function showLogs(lines) {
  const files = [supervisorLog, ...logFiles()].filter((path) => existsSync(path));
  if (files.length === 0) say('there are no logs here: no engine was started.');
  for (const path of files) {
    const written = readFileSync(path, 'utf8').trimEnd();
    console.log(`==> ${relative(process.cwd(), path)} <==`);
    if (written !== '') console.log(written.split('\n').slice(-lines).join('\n'));
  }
}
